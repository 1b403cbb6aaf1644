import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
let isJSON = arguments.contains("--json")
let words = arguments.dropFirst().filter { !$0.hasPrefix("--") }

do {
  switch arguments.first {
  case "traces" where !words.isEmpty:
    for file in words {
      let result = try TraceBenchmark(URL(fileURLWithPath: file)).run()
      print(isJSON ? try result.json() : result.table())
    }
  case "steady" where words.count == 1:
    let steady = try TraceBenchmark.steadyMemory(ofSavedFile: words[0])
    print(steady.loaded, steady.asked)
  case "growth" where words.count == 1:
    try GrowthBenchmark(URL(fileURLWithPath: words[0])).run()
  case "segments" where words.count == 1:
    try await SegmentBenchmark(URL(fileURLWithPath: words[0])).run()
  case "repeat" where words.count == 3:
    guard let count = Int(words[2]) else { exit(2) }
    try TraceBenchmark(URL(fileURLWithPath: words[1])).repeats(words[0], count)
  case "twin" where (1...2).contains(words.count):
    guard let events = Int(words[0]), let seed = UInt64(words.dropFirst().first ?? "1") else {
      exit(2)
    }
    exit(TwinRun(events: events, seed: seed).run() ? 0 : 1)
  case "sessions" where (1...2).contains(words.count):
    guard let count = Int(words[0]), let seed = UInt64(words.dropFirst().first ?? "1") else {
      exit(2)
    }
    exit(try SessionRun(count: count, seed: seed).run() ? 0 : 1)
  case "spine":
    for file in words { try SpineBenchmark().run(URL(fileURLWithPath: file)) }
    try SpineBenchmark().plan()
  case "commands":
    try await CommandBenchmark().run(beginningWith: Array(words))
  case "plan" where words.count == 1:
    _ = try LargePlan(in: words[0])
  case "exports" where words.isEmpty:
    try ExportBenchmark().run()
  default:
    FileHandle.standardError.write(
      Data(
        """
        swift run -c release Benchmarks traces FILE.json[.gz] … [--json]
        swift run -c release Benchmarks growth FILE.json[.gz]
        swift run -c release Benchmarks spine [FILE.json[.gz] …]
        swift run -c release Benchmarks segments FILE.json[.gz]
        swift run -c release Benchmarks commands [COMMAND …]
        swift run -c release Benchmarks plan DIR
        swift run -c release Benchmarks exports
        swift run -c release Benchmarks twin EVENTS [SEED]
        swift run -c release Benchmarks sessions COUNT [SEED]
        swift run -c release Benchmarks repeat merge|single|load FILE.json[.gz] COUNT

        The first replays editing traces and prints, for each, times, sizes and memory; see
        TraceBenchmark.swift for what each figure means. The second shows whether work on a document
        slows down as its history grows. The third asks histories who wrote what, and for old versions,
        of traces and of a long plan. “segments” shows what a sequential trace takes in the server's
        database, keystroke by keystroke, before and after compaction. “commands” makes a plan of 200
        pages with 2,000 comments and prints how long the commands of the program beside it take on it
        (swift build -c release first); “plan” makes it in a folder, to try things on with EHCP_HOME.
        “exports” writes the example plan as every kind of document in every format, and fifty such plans
        with the program beside it. “twin” plays random graphs on the engine and on its slow twin, and
        says where they differ. “sessions” lets people on five devices do everything a section allows, in
        any order of delivery, and compares what they end with byte by byte; and marks passages of texts
        and compares where they lie with a twin. The last does one thing over and over, for a profiler
        to look at.

        """.utf8))
    exit(2)
  }
} catch {
  FileHandle.standardError.write(Data("Benchmarks: \(error)\n".utf8))
  exit(1)
}
