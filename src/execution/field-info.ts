import type { GraphQLResolveInfo } from 'graphql'

/** What is the same for all fields of an operation. */
export type OperationInfo = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'operation' | 'variableValues'>

/** What is the same for a field of all items of a list. */
export interface FieldFacts {
  readonly definition: { readonly name: string }
  readonly nodes: GraphQLResolveInfo['fieldNodes']
  readonly returnType: GraphQLResolveInfo['returnType']
  readonly parentType: GraphQLResolveInfo['parentType']
}

const asyncHelpers = { promiseAll: Promise.all.bind(Promise), track: () => undefined }

/**
 * What graphql-js tells a resolver of its field. A class, since a resolver reads two or three of these facts, and there is one
 * for each field of each item of a list.
 */
export class FieldInfo implements GraphQLResolveInfo {
  readonly path: GraphQLResolveInfo['path']
  readonly #field: FieldFacts
  readonly #operation: OperationInfo

  constructor(field: FieldFacts, path: GraphQLResolveInfo['path'], operation: OperationInfo) {
    this.path = path
    this.#field = field
    this.#operation = operation
  }

  get fieldName(): string {
    return this.#field.definition.name
  }

  get fieldNodes(): GraphQLResolveInfo['fieldNodes'] {
    return this.#field.nodes
  }

  get returnType(): GraphQLResolveInfo['returnType'] {
    return this.#field.returnType
  }

  get parentType(): GraphQLResolveInfo['parentType'] {
    return this.#field.parentType
  }

  get schema(): GraphQLResolveInfo['schema'] {
    return this.#operation.schema
  }

  get fragments(): GraphQLResolveInfo['fragments'] {
    return this.#operation.fragments
  }

  get rootValue(): undefined {
    return undefined
  }

  get operation(): GraphQLResolveInfo['operation'] {
    return this.#operation.operation
  }

  get variableValues(): GraphQLResolveInfo['variableValues'] {
    return this.#operation.variableValues
  }

  getAbortSignal(): undefined {
    return undefined
  }

  getAsyncHelpers(): typeof asyncHelpers {
    return asyncHelpers
  }
}
