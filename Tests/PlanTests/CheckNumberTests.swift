import Plan
import Testing

@Suite struct CheckNumberTests {
  @Test func `a pupil number with the right check letter is read`() throws {
    let number = try UPN("b801 2000 05001")
    #expect(number.description == "B801200005001")
    #expect(!number.isTemporary)
  }

  @Test func `any single changed digit of a pupil number is noticed`() {
    let digits = Array("801200005001")
    for position in digits.indices {
      for digit in "0123456789" where digit != digits[position] {
        var changed = digits
        changed[position] = digit
        #expect(throws: UPN.Fault.checkLetter) { try UPN("B" + String(changed)) }
      }
    }
  }

  @Test func `a temporary pupil number ends in a letter`() {
    let fitting = "ABCDEFGHJKLMNPQRTUVWXYZ".compactMap { letter in
      try? UPN("\(letter)80120000500A")
    }
    #expect(fitting.count == 1)
    #expect(fitting.first?.isTemporary == true)
  }

  @Test(arguments: ["", "B80120000500", "B8012000050011", "B80120000500I", "8801200005001", "Bé"])
  func `what has not the shape of a pupil number is none`(text: String) {
    #expect(throws: UPN.Fault.shape) { try UPN(text) }
  }

  @Test(arguments: ["9434765919", "943 476 5919", "943-476-5919"])
  func `an NHS number with the right check digit is read`(text: String) throws {
    #expect(try NHSNumber(text).description == "943 476 5919")
  }

  @Test func `a wrong check digit of an NHS number is noticed`() {
    for digit in 0...8 {
      #expect(throws: NHSNumber.Fault.checkDigit) { try NHSNumber("943476591\(digit)") }
    }
  }

  @Test(arguments: ["", "943476591", "94347659190", "943476591x", "٩٤٣٤٧٦٥٩١٩"])
  func `what has not the shape of an NHS number is none`(text: String) {
    #expect(throws: NHSNumber.Fault.shape) { try NHSNumber(text) }
  }
}
