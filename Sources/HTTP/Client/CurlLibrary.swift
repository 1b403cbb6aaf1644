internal import CCurl

/// libcurl, initialised once, when the first client sends its first request.
enum CurlLibrary {
  static let isReady = curl_global_init(curl_everything) == CURLE_OK
}
