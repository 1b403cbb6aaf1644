import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
let isJSON = arguments.contains("--json")
let words = arguments.dropFirst().filter { !$0.hasPrefix("--") }

switch arguments.first {
case "traces" where !words.isEmpty:
  for file in words {
    let result = try TraceBenchmark(URL(fileURLWithPath: file)).run()
    print(isJSON ? try result.json() : result.table())
  }
case "steady" where words.count == 1:
  print(try TraceBenchmark.steadyMemory(ofSavedFile: words[0]))
case "growth" where words.count == 1:
  try GrowthBenchmark(URL(fileURLWithPath: words[0])).run()
case "repeat" where words.count == 3:
  guard let count = Int(words[2]) else { exit(2) }
  try TraceBenchmark(URL(fileURLWithPath: words[1])).repeats(words[0], count)
case "spine":
  for file in words { try SpineBenchmark().run(URL(fileURLWithPath: file)) }
  try SpineBenchmark().plan()
default:
  FileHandle.standardError.write(
    Data(
      """
      swift run -c release Benchmarks traces FILE.json[.gz] … [--json]
      swift run -c release Benchmarks growth FILE.json[.gz]
      swift run -c release Benchmarks spine [FILE.json[.gz] …]
      swift run -c release Benchmarks repeat merge|single|load FILE.json[.gz] COUNT

      The first replays editing traces and prints, for each, times, sizes and memory; see
      TraceBenchmark.swift for what each figure means. The second shows whether work on a document
      slows down as its history grows. The third asks histories who wrote what, and for old versions,
      of traces and of a long plan. The last does one thing over and over, for a profiler to look
      at.

      """.utf8))
  exit(2)
}
