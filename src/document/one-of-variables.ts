import {
  type ASTVisitor,
  getNullableType,
  GraphQLError,
  isInputObjectType,
  isNonNullType,
  Kind,
  specifiedRules,
  typeFromAST,
  type ValidationContext,
  type ValidationRule,
} from 'graphql'

/**
 * A variable at a field of a one-of input object must not be null: it has a non-null type, or a default value.
 *
 * graphql-js 17.1 checks this only where the object itself may be null: `VariablesInAllowedPositionRule` of
 * graphql/graphql-js#4194 does not unwrap the non-null type of the object. Remove the rule once it does.
 */
export const OneOfVariablesRule: ValidationRule = (context: ValidationContext): ASTVisitor => ({
  OperationDefinition: {
    leave(operation) {
      const declared = new Map(
        operation.variableDefinitions?.map((definition) => [definition.variable.name.value, definition]),
      )
      for (const { node, parentType } of context.getRecursiveVariableUsages(operation)) {
        const definition = declared.get(node.name.value)
        // graphql-js checks the others.
        if (!definition || !isNonNullType(parentType)) continue
        const object = getNullableType(parentType)
        if (!isInputObjectType(object) || !object.isOneOf) continue
        const { defaultValue } = definition
        const type = typeFromAST(context.getSchema(), definition.type)
        if (!type || isNonNullType(type) || (defaultValue && defaultValue.kind !== Kind.NULL)) continue
        const message = `Variable "$${node.name.value}" is of type "${String(type)}" but must be non-nullable to be used for OneOf Input Object "${object.name}".`
        context.reportError(new GraphQLError(message, { nodes: [definition, node] }))
      }
    },
  },
})

/** The rules of a valid document. */
export const documentRules: readonly ValidationRule[] = [...specifiedRules, OneOfVariablesRule]
