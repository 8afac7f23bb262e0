/** All codes that an error has in `extensions.code`, sorted. */
export const errorCodes = [
  "BAD_USER_INPUT",
  "CONFLICT",
  "FORBIDDEN",
  "INTERNAL_SERVER_ERROR",
  "NOT_FOUND",
  "OUTCOME_UNKNOWN",
  "PERSISTED_QUERY_NOT_FOUND",
  "PERSISTED_QUERY_NOT_SUPPORTED",
  "QUERY_TOO_COMPLEX",
  "RATE_LIMITED",
  "UNAUTHENTICATED",
  "UNSUPPORTED",
  "UPSTREAM_ERROR",
  "UPSTREAM_UNAVAILABLE",
  "VERIFICATION_FAILED"
] as const

/** All networks, configured or not. */
export const networks = ["MIXIN","SEALTALK"] as const

/** The types that implement each interface: `possibleTypes` of Apollo’s cache. */
export const possibleTypes = {
  "Account": [
    "MixinAccount",
    "SealTalkAccount"
  ],
  "Node": [
    "App",
    "Circle",
    "Conversation",
    "User"
  ]
}
