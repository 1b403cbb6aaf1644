extension WorkingCopy {
  /// The setting's value; nil if it was never set.
  package func value(of setting: Setting) throws(StoreError) -> String? {
    try connection.first("SELECT value FROM setting WHERE name = ?1", .text(setting.rawValue)) {
      $0.text(0)
    }
  }

  /// Sets the value, or removes it.
  package func set(_ setting: Setting, to value: String?) throws(StoreError) {
    try connection.transaction { (connection) throws(StoreError) in
      try connection.set(setting, to: value)
    }
  }
}

extension Connection {
  func set(_ setting: Setting, to value: String?) throws(StoreError) {
    if let value {
      try run(
        "INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)", .text(setting.rawValue),
        .text(value))
    } else {
      try run("DELETE FROM setting WHERE name = ?1", .text(setting.rawValue))
    }
  }
}
