import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
let isJSON = arguments.contains("--json")
let files = arguments.dropFirst().filter { !$0.hasPrefix("--") }

guard arguments.first == "traces", !files.isEmpty else {
  FileHandle.standardError.write(
    Data(
      """
      swift run -c release Benchmarks traces FILE.json[.gz] … [--json]

      Replays editing traces and prints, for each, times, sizes and memory; see TraceBenchmark.swift
      for what each figure means.

      """.utf8))
  exit(2)
}

for file in files {
  let result = try TraceBenchmark(URL(fileURLWithPath: file)).run()
  print(isJSON ? try result.json() : result.table())
}
