#ifndef EHCP_CURL_SHIM_H
#define EHCP_CURL_SHIM_H

#include <curl/curl.h>

// libcurl's setters and getters are variadic, which Swift cannot call: one typed function a kind.

static inline CURLcode curl_set_number(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

/// libcurl copies the text, except for `CURLOPT_POSTFIELDS`.
static inline CURLcode curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

/// For `CURLOPT_POSTFIELDS`: the bytes are not copied.
static inline CURLcode curl_set_bytes(CURL *handle, CURLoption option, const void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_context(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

/// For `CURLOPT_WRITEFUNCTION` and `CURLOPT_HEADERFUNCTION`.
static inline CURLcode curl_set_receiver(CURL *handle, CURLoption option,
                                         curl_write_callback value) {
  return curl_easy_setopt(handle, option, value);
}

/// For `CURLOPT_SOCKOPTFUNCTION`.
static inline CURLcode curl_set_socket_receiver(CURL *handle, curl_sockopt_callback value) {
  return curl_easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, value);
}

static inline long curl_get_number(CURL *handle, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

static inline curl_off_t curl_get_size(CURL *handle, CURLINFO info) {
  curl_off_t value = 0;
  return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

static inline CURLMcode curl_multi_set_number(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

/// The next finished transfer, its result stored in `result`; null when there is none.
static inline CURL *curl_multi_finished(CURLM *multi, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left))) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

/// Macros that Swift does not import.
static const long curl_everything = CURL_GLOBAL_DEFAULT;
static const size_t curl_pause_receiving = CURL_WRITEFUNC_PAUSE;
static const int curl_unpause_all = CURLPAUSE_CONT;

#endif
