#ifndef EHCP_MICROHTTPD_SHIM_H
#define EHCP_MICROHTTPD_SHIM_H

#include <microhttpd.h>

// What Swift cannot reach by itself: the variadic functions, the macros that hold casts, and the
// untyped values that they pass.

/// Everything a daemon is started with. Strings must outlive the daemon.
struct DaemonSettings {
  int listening_socket;
  unsigned int connection_limit;
  unsigned int idle_seconds;
  size_t memory_per_connection;
  /// PEM texts, or null for plain HTTP.
  const char *certificate;
  const char *private_key;
  const char *tls_priorities;
  /// Given back as the first argument of each callback.
  void *context;
  enum MHD_Result (*accept)(void *context, const struct sockaddr *address, socklen_t length);
  enum MHD_Result (*handle)(void *context, struct MHD_Connection *connection, const char *url,
                            const char *method, const char *version, const char *body,
                            size_t *body_size, void **exchange);
  void *(*target)(void *context, const char *target, struct MHD_Connection *connection);
  size_t (*unescape)(void *context, struct MHD_Connection *connection, char *text);
  void (*completed)(void *context, struct MHD_Connection *connection, void **exchange,
                    enum MHD_RequestTerminationCode code);
  void (*notify)(void *context, struct MHD_Connection *connection, void **socket_context,
                 enum MHD_ConnectionNotificationCode code);
};

/// Starts one thread that serves the listening socket. Null on failure.
static inline struct MHD_Daemon *daemon_start(const struct DaemonSettings *settings) {
  struct MHD_OptionItem tls[] = {
      {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)settings->certificate},
      {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)settings->private_key},
      {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)settings->tls_priorities},
      {MHD_OPTION_END, 0, NULL}};
  struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
  unsigned int flags = MHD_USE_AUTO_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
  if (settings->certificate) flags |= MHD_USE_TLS;
  return MHD_start_daemon(
      flags, 0, settings->accept, settings->context, settings->handle, settings->context,
      MHD_OPTION_LISTEN_SOCKET, (MHD_socket)settings->listening_socket,
      MHD_OPTION_CONNECTION_LIMIT, settings->connection_limit,
      MHD_OPTION_CONNECTION_TIMEOUT, settings->idle_seconds,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, settings->memory_per_connection,
      MHD_OPTION_STRICT_FOR_CLIENT, 1,
      MHD_OPTION_URI_LOG_CALLBACK, settings->target, settings->context,
      MHD_OPTION_UNESCAPE_CALLBACK, settings->unescape, settings->context,
      MHD_OPTION_NOTIFY_COMPLETED, settings->completed, settings->context,
      MHD_OPTION_NOTIFY_CONNECTION, settings->notify, settings->context,
      MHD_OPTION_ARRAY, settings->certificate ? tls : none,
      MHD_OPTION_END);
}

/// The connection's socket, or -1.
static inline int connection_socket(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? (int)info->connect_fd : -1;
}

/// The peer's address, or null.
static inline const struct sockaddr *connection_address(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  return info ? info->client_addr : NULL;
}

/// What the notify callback stored for this socket, or null.
static inline void *connection_socket_context(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info ? info->socket_context : NULL;
}

/// Bytes of the request line and header block.
static inline size_t connection_head_size(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  return info ? info->header_size : 0;
}

/// What a content reader returns at the end of a body, and on failure.
static const ssize_t content_ends = MHD_CONTENT_READER_END_OF_STREAM;
static const ssize_t content_fails = MHD_CONTENT_READER_END_WITH_ERROR;

#endif
