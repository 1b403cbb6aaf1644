internal import CMicroHTTPD

extension ServerExchange {
  /// Hands a response to libmicrohttpd, on its thread. One that cannot be sent, for its status or its
  /// headers, becomes 500.
  func send(_ response: HTTPResponse) -> MHD_Result {
    guard let prepared = prepare(response) ?? prepare(HTTPResponse(status: .internalServerError))
    else {
      response.abandon()
      return .NO
    }
    defer { MHD_destroy_response(prepared.response) }
    if daemon.phase != .running {
      MHD_add_response_header(prepared.response, "Connection", "close")
    }
    return MHD_queue_response(handle.pointer, UInt32(prepared.status.rawValue), prepared.response)
  }

  private func prepare(
    _ response: HTTPResponse
  ) -> (response: OpaquePointer, status: HTTPStatus)? {
    guard (200...599).contains(response.status.rawValue), response.headers.areSendable,
      let made = make(response.body)
    else {
      response.abandon()
      return nil
    }
    // The library sends no empty field; a missing one means the same.
    for field in response.headers.fields where !field.value.isEmpty {
      guard MHD_add_response_header(made, field.name, field.value) == .YES else {
        MHD_destroy_response(made)
        response.abandon()
        return nil
      }
    }
    return (made, response.status)
  }

  private func make(_ body: HTTPResponse.Body) -> OpaquePointer? {
    switch body {
    case .bytes(let bytes):
      let seconds = Double(bytes.count) / Double(max(1, daemon.limits.minimumRate))
      connection.become(
        .responding(deadline: .now + daemon.limits.transferGrace + .seconds(seconds)))
      return bytes.withUnsafeBytes { buffer in
        // The library takes the buffer as mutable for other modes; this one copies it.
        MHD_create_response_from_buffer(
          buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress),
          .RESPMEM_MUST_COPY)
      }
    case .stream(let stream):
      return make(stream)
    }
  }

  private func make(_ stream: HTTPResponseStream) -> OpaquePointer? {
    guard stream.attach(to: handle, hangUp: { [connection] in connection.hangUp() }) else {
      return nil
    }
    connection.become(.streaming(stream))
    // Stopping may have begun after the last look: streams are ended once, before this one came.
    switch daemon.phase {
    case .running: break
    case .stopping: stream.stop()
    case .aborting: stream.terminate(.serverStopped)
    }
    return MHD_create_response_from_callback(
      .max, 16 * 1024, streamReads, Unmanaged.passRetained(stream).toOpaque(), streamIsReleased)
  }
}

extension HTTPResponse {
  /// Tells a stream's producer that nobody will read it.
  func abandon() {
    if case .stream(let stream) = body { stream.terminate(.clientGone) }
  }
}
