import Foundation
import Plan
import Server
import Terminal

/// Looks at a server from outside, one thing after another.
struct Doctor {
  let folder: DataFolder
  let templates: () throws -> [PlanTemplate]

  struct Finding {
    let isWell: Bool
    let text: String
  }

  func examine() async -> [Finding] {
    guard folder.isInitialised else {
      return [
        Finding(
          isWell: false,
          text: "\(Escaping.line(folder.path)) holds no database: run ehcpd init.")
      ]
    }
    return [rights, space, rulePacks, await database]
  }

  private var rights: Finding {
    var status = stat()
    let isPrivate = stat(folder.path, &status) == 0 && status.st_mode & 0o077 == 0
    return Finding(
      isWell: isPrivate,
      text: isPrivate
        ? "Only its owner may enter the data folder."
        : "Others may enter the data folder: run chmod 700 \(Escaping.line(folder.path)).")
  }

  private var space: Finding {
    var status = statvfs()
    guard statvfs(folder.path, &status) == 0 else {
      return Finding(isWell: false, text: "The free space on the disk is not known.")
    }
    let free = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
    let gibibytes = free.overflow ? .max : free.partialValue >> 30
    return Finding(
      isWell: gibibytes >= 1,
      text: gibibytes >= 1
        ? "\(gibibytes) GiB are free on the disk."
        : "Less than 1 GiB is free on the disk: make room before nothing can be stored.")
  }

  private var rulePacks: Finding {
    do {
      let names = try templates().map { "\($0.pack) \($0.version)" }
      return Finding(isWell: true, text: "Rule packs: \(names.joined(separator: ", ")).")
    } catch {
      return Finding(isWell: false, text: Program.explain(error).summary)
    }
  }

  private var database: Finding {
    get async {
      do {
        let answer = try await Administrator(folder: folder, templates: templates())
          .perform(["command": "verify"])
        let isSound = answer["sound"] == true
        return Finding(
          isWell: isSound,
          text: isSound ? "The database is sound." : "The database is damaged: run ehcpd verify.")
      } catch {
        return Finding(isWell: false, text: Program.explain(error).summary)
      }
    }
  }
}
