/** Just enough of the network's JSON for the tests to read it. */
export type WireUser = {
  user_id: string
  identity_number: string
  phone: string
  full_name: string
  relationship: string
  mute_until: string
  created_at: string
  app?: {
    app_id: string
    app_number: string
    creator_id: string
    category: string
    capabilities?: string[]
    capabilites: string[]
    is_verified?: boolean
  }
}

export type WireConversation = {
  conversation_id: string
  creator_id: string
  category: string
  name: string
  announcement: string
  created_at: string
  code_id: string
  code_url: string
  mute_until: string
  random_id?: string
  participants: { user_id: string; role: string; created_at: string }[]
  participant_sessions?: { user_id: string; session_id: string; public_key: string }[]
  circles: { circle_id: string; conversation_id: string; user_id: string }[]
}

export type WireAuthorization = {
  authorization_id: string
  authorization_code: string
  scopes: string[]
  app: { app_id: string; app_secret?: string; is_verified?: boolean }
  user?: { user_id: string; relationship: string; code_id: string; phone: string }
  accessed_at: string
}
