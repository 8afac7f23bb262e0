import type { AppResolvers } from '../generated/schema.ts'
import { loadUser } from './reference.ts'

export const App: AppResolvers = {
  creator: (app, _, context, info) => loadUser(app.creator, context, info),
  user: (app, _, context, info) => loadUser(app.user, context, info),
}
