import type { Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import { propertyWithLimits } from '../response/limited-resolvers.ts'

/** Lets resolvers hold the limits of a response where Yoga's executor calls them, which has none. */
export const useResponseLimits = (): Plugin<GatewayContext> => ({
  onExecute({ args: { contextValue }, executeFn, setExecuteFn }) {
    setExecuteFn((given) => {
      contextValue.budget.isPartial = true
      return executeFn({ ...given, fieldResolver: propertyWithLimits })
    })
  },
})
