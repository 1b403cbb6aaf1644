internal import CCurl

/// One request on its way: libcurl's handle, and what its callbacks fill.
///
/// Unchecked: between submission and end only the loop's queue touches anything here but `inbox`,
/// which has its own lock.
final class CurlTransfer: @unchecked Sendable {
  let inbox = TransferInbox()
  let handle: UnsafeMutableRawPointer
  /// The request's header list and body, which libcurl does not copy.
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private let body: UnsafeMutableRawBufferPointer
  /// Header fields of the response so far, and the bytes they took.
  private var headers = HTTPHeaders()
  private var headSize = 0
  private var hasHead = false

  /// Far beyond any sensible response.
  private static let maximumHeadSize = 64 * 1024

  /// - Throws: `malformedURL`, `malformedHeader`, `other`.
  init(
    _ request: HTTPClientRequest, configuration: HTTPClientConfiguration
  ) throws(HTTPError) {
    guard CurlLibrary.isReady, let handle = curl_easy_init() else {
      throw .other(curl: CURLE_FAILED_INIT.rawValue)
    }
    guard request.headers.areSendable else {
      curl_easy_cleanup(handle)
      throw .malformedHeader
    }
    self.handle = handle
    body = UnsafeMutableRawBufferPointer.allocate(byteCount: request.body.count, alignment: 1)
    body.copyBytes(from: request.body)
    try setUp(request, configuration)
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(headerList)
    body.deallocate()
  }

  // MARK: On the loop's queue

  /// A line of the response's head has come; false breaks the transfer off. Interim responses
  /// (1xx) have heads too, which are forgotten; what comes after the body is a trailer.
  func receiveHeadLine(_ line: UnsafeRawBufferPointer) -> Bool {
    if hasHead { return true }
    headSize += line.count
    guard headSize <= Self.maximumHeadSize else { return false }
    let end = line.lastIndex { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    guard let end else {
      finishHead()
      return true
    }
    let text = line[...end]
    if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
      let space: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]
      let value = text[(colon + 1)...].drop { space.contains($0) }
      headers.append(
        String(decoding: text[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
    } else {
      headers = HTTPHeaders()
    }
    return true
  }

  /// A piece of the body has come; false when there is no room for it yet.
  func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    inbox.receive(bytes)
  }

  func unpause() {
    curl_easy_pause(handle, curl_unpause_all)
  }

  func finish(_ code: CURLcode) {
    // Set as soon as the handshakes are over, also on a connection used before.
    let wasConnected = curl_get_size(handle, CURLINFO_PRETRANSFER_TIME_T) > 0
    if code == CURLE_OK {
      inbox.end(.success(()))
    } else if headSize > Self.maximumHeadSize {
      inbox.end(.failure(.responseTooLarge(limit: Self.maximumHeadSize)))
    } else {
      inbox.end(.failure(HTTPError(code, wasConnected: wasConnected)))
    }
  }

  private func finishHead() {
    let status = curl_get_number(handle, CURLINFO_RESPONSE_CODE)
    defer { headers = HTTPHeaders() }
    guard status >= 200 else { return }
    hasHead = true
    inbox.receive(
      HTTPClientResponseHead(
        status: HTTPStatus(rawValue: UInt16(clamping: status)), headers: headers))
  }

  // MARK: Setting up

  private func setUp(
    _ request: HTTPClientRequest, _ configuration: HTTPClientConfiguration
  ) throws(HTTPError) {
    // libcurl would guess a scheme for an address without one.
    let scheme = request.url.utf8.prefix { $0 != UInt8(ascii: ":") }
    guard ["http", "https"].contains(where: { HTTPHeaders.equal($0, String(scheme) ?? "") }),
      request.url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
    else { throw .malformedURL }
    let context = Unmanaged.passUnretained(self).toOpaque()
    var codes = [
      curl_set_text(handle, CURLOPT_URL, request.url),
      curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https"),
      curl_set_number(handle, CURLOPT_FOLLOWLOCATION, 0),
      curl_set_number(handle, CURLOPT_HTTP_VERSION, CLong(CURL_HTTP_VERSION_1_1)),
      curl_set_number(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1),
      // No signals: libcurl's old way to time a name look-up out.
      curl_set_number(handle, CURLOPT_NOSIGNAL, 1),
      // An empty proxy keeps libcurl from asking the environment for one.
      curl_set_text(handle, CURLOPT_PROXY, configuration.proxy ?? ""),
      curl_set_text(handle, CURLOPT_USERAGENT, configuration.userAgent),
      curl_set_number(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request.connectTime)),
      // On a slow line an answer such as 413 may take longer than libcurl's own second.
      curl_set_number(handle, CURLOPT_EXPECT_100_TIMEOUT_MS, 5_000),
      curl_set_number(handle, CURLOPT_TIMEOUT_MS, request.totalTime.map(milliseconds) ?? 0),
      curl_set_number(handle, CURLOPT_LOW_SPEED_LIMIT, request.idleTime == nil ? 0 : 1),
      curl_set_number(
        handle, CURLOPT_LOW_SPEED_TIME,
        request.idleTime.map { CLong(clamping: max(1, $0.components.seconds)) } ?? 0),
      curl_set_receiver(handle, CURLOPT_HEADERFUNCTION, transferReceivesHead),
      curl_set_context(handle, CURLOPT_HEADERDATA, context),
      curl_set_receiver(handle, CURLOPT_WRITEFUNCTION, transferReceivesBody),
      curl_set_context(handle, CURLOPT_WRITEDATA, context),
      curl_set_socket_receiver(handle, transferOpensSocket),
    ]
    if let file = configuration.certificateAuthorityFile {
      codes.append(curl_set_text(handle, CURLOPT_CAINFO, file))
    }
    codes += setMethod(request)
    codes.append(try setHeaders(request))
    if let failure = codes.first(where: { $0 != CURLE_OK }) {
      throw HTTPError(failure, wasConnected: false)
    }
  }

  private func setMethod(_ request: HTTPClientRequest) -> [CURLcode] {
    if request.method == .head { return [curl_set_number(handle, CURLOPT_NOBODY, 1)] }
    if request.method == .get, request.body.isEmpty {
      return [curl_set_number(handle, CURLOPT_HTTPGET, 1)]
    }
    let method = curl_set_text(handle, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    if request.body.isEmpty, request.method == .delete || request.method == .options {
      return [method]
    }
    return [
      curl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)),
      // A null body would be asked for by callback.
      body.count == 0
        ? curl_set_text(handle, CURLOPT_COPYPOSTFIELDS, "")
        : curl_set_bytes(handle, CURLOPT_POSTFIELDS, body.baseAddress),
      method,
    ]
  }

  private func setHeaders(_ request: HTTPClientRequest) throws(HTTPError) -> CURLcode {
    var lines = request.headers.fields.map { field in
      // libcurl's way to send an empty field is a semicolon; a colon would remove the field.
      field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
    }
    // Nor is a body a web form unless the caller says so.
    if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
    for line in lines {
      guard let list = curl_slist_append(headerList, line) else {
        throw .other(curl: CURLE_OUT_OF_MEMORY.rawValue)
      }
      headerList = list
    }
    return curl_set_list(handle, CURLOPT_HTTPHEADER, headerList)
  }

  private func milliseconds(_ duration: Duration) -> CLong {
    // 0 would mean no limit.
    max(1, CLong(exactly: (duration / .milliseconds(1)).rounded()) ?? .max)
  }
}
