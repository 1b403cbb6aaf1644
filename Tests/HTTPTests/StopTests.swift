import HTTP
import Testing

@Suite(.timeLimit(.minutes(5))) struct StopTests {
  /// Until the listening socket is closed there may be an answer, or a connection that breaks.
  private func waitUntilRefused(_ url: String) async {
    while true {
      do {
        _ = try await HTTPClient().send(.patient(.get, url))
      } catch HTTPError.unreachable {
        return
      } catch {}
      try? await Task.sleep(for: .milliseconds(1))
    }
  }

  @Test func `a request in flight is finished, and nothing new is let in`() async throws {
    let arrived = Signal<Void>()
    let mayFinish = Signal<Void>()
    let server = try HTTPServer.start(.patient) { request in
      if request.segments == ["slow"] {
        arrived.set(())
        await mayFinish.value
      }
      return HTTPResponse(status: .ok, body: .bytes(Array("done".utf8)))
    }
    let url = "http://127.0.0.1:\(server.port)"
    async let answer = HTTPClient().send(.patient(.get, url + "/slow"))
    await arrived.value
    let stopping = Task { await server.stop() }
    await waitUntilRefused(url)
    mayFinish.set(())
    let response = try await answer
    #expect(response.body == Array("done".utf8))
    #expect(response.headers["Connection"] == "close")
    await stopping.value
    // Once more does no harm.
    await server.stop()
  }

  @Test func `a kept connection gets no more than a refusal`() async throws {
    let arrived = Signal<Void>()
    let mayFinish = Signal<Void>()
    let server = try HTTPServer.start(.patient) { request in
      if request.segments == ["slow"] {
        arrived.set(())
        await mayFinish.value
      }
      return HTTPResponse(status: .ok)
    }
    let kept = RawSocket(port: server.port)
    await kept.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(await kept.receive()?.contains("200 OK") == true)
    let slow = RawSocket(port: server.port)
    await slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
    await arrived.value
    let stopping = Task { await server.stop() }
    await waitUntilRefused("http://127.0.0.1:\(server.port)")
    await kept.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(await kept.receiveToEnd()?.contains("503") == true)
    mayFinish.set(())
    #expect(await slow.receiveToEnd()?.contains("200 OK") == true)
    await stopping.value
  }

  @Test func `a handler that does not end is cancelled after the grace period`() async throws {
    let cancelled = Signal<Void>()
    let arrived = Signal<Void>()
    let server = try HTTPServer.start(.patient) { _ in
      arrived.set(())
      do { try await Task.sleep(for: .seconds(3600)) } catch { cancelled.set(()) }
      return HTTPResponse(status: .ok)
    }
    let request = HTTPClientRequest.patient(.get, "http://127.0.0.1:\(server.port)")
    let answer = Task { try await HTTPClient().send(request) }
    await arrived.value
    await server.stop(grace: .milliseconds(100))
    await cancelled.value
    await #expect(throws: HTTPError.disconnected(curl: 52)) { try await answer.value }
  }

  @Test func `streams end whole when the server stops`() async throws {
    let ended = Signal<HTTPResponseStream.Ending>()
    let server = try HTTPServer.start(.patient) { _ in
      let stream = HTTPResponseStream()
      stream.onTermination { ended.set($0) }
      stream.write(Array("last words".utf8))
      return HTTPResponse(status: .ok, body: .stream(stream))
    }
    let response = try await HTTPClient().stream(
      .patient(.get, "http://127.0.0.1:\(server.port)"))
    await server.stop()
    var text = ""
    for try await piece in response { text += String(decoding: piece, as: UTF8.self) }
    #expect(text == "last words")
    #expect(await ended.value == .serverStopped)
  }

  @Test func `a stream whose reader is stuck does not hold the server up`() async throws {
    let ended = Signal<HTTPResponseStream.Ending>()
    let server = try HTTPServer.start(.patient) { _ in
      let stream = HTTPResponseStream(bufferLimit: 64 << 20)
      stream.onTermination { ended.set($0) }
      stream.write([UInt8](repeating: 1, count: 32 << 20))
      return HTTPResponse(status: .ok, body: .stream(stream))
    }
    let socket = RawSocket(port: server.port)
    await socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    // Once some of it has come, the stream belongs to the connection.
    #expect(await socket.receive() != nil)
    await server.stop(grace: .milliseconds(100))
    #expect(await ended.value == .serverStopped)
  }

  @Test func `stopping in the middle of many requests never traps`() async throws {
    for _ in 0..<10 {
      let server = try HTTPServer.start(.patient) { request in
        await Task.yield()
        let stream = HTTPResponseStream()
        stream.write(request.body)
        if request.segments == ["0"] { stream.finish() }
        return HTTPResponse(status: .ok, body: .stream(stream))
      }
      let base = "http://127.0.0.1:\(server.port)"
      await withTaskGroup { group in
        for number in 0..<20 {
          group.addTask {
            let client = HTTPClient()
            for _ in 0..<20 {
              let request = HTTPClientRequest.patient(
                .post, "\(base)/\(number % 2)", body: [1, 2, 3])
              guard (try? await client.send(request)) != nil else { return }
            }
          }
        }
        try? await Task.sleep(for: .milliseconds(Int.random(in: 0...20)))
        await server.stop(grace: .milliseconds(Int.random(in: 0...20)))
      }
    }
  }
}
