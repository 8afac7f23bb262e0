/**
 * @generated SignedSource<<4ff9615dbc17cb8ce2cd58b1f4131d87>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
export type NamesQuery$variables = {
  ids: ReadonlyArray<string>;
};
export type NamesQuery$data = {
  readonly nodes: ReadonlyArray<{
    readonly id: string;
    readonly name?: string | null | undefined;
  } | null | undefined>;
};
export type NamesQuery = {
  response: NamesQuery$data;
  variables: NamesQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "ids"
  }
],
v1 = [
  {
    "kind": "Variable",
    "name": "ids",
    "variableName": "ids"
  }
],
v2 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
},
v3 = {
  "kind": "InlineFragment",
  "selections": [
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "name",
      "storageKey": null
    }
  ],
  "type": "User",
  "abstractKey": null
};
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "NamesQuery",
    "selections": [
      {
        "kind": "Stream",
        "selections": [
          {
            "alias": null,
            "args": (v1/*:: as any*/),
            "concreteType": null,
            "kind": "LinkedField",
            "name": "nodes",
            "plural": true,
            "selections": [
              (v2/*:: as any*/),
              (v3/*:: as any*/)
            ],
            "storageKey": null
          }
        ]
      }
    ],
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "NamesQuery",
    "selections": [
      {
        "if": null,
        "kind": "Stream",
        "label": "NamesQuery$stream$names",
        "selections": [
          {
            "alias": null,
            "args": (v1/*:: as any*/),
            "concreteType": null,
            "kind": "LinkedField",
            "name": "nodes",
            "plural": true,
            "selections": [
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "__typename",
                "storageKey": null
              },
              (v2/*:: as any*/),
              (v3/*:: as any*/)
            ],
            "storageKey": null
          }
        ]
      }
    ]
  },
  "params": {
    "cacheID": "17a9e76a4ba00a395f7d45dcf3b2440b",
    "id": null,
    "metadata": {},
    "name": "NamesQuery",
    "operationKind": "query",
    "text": "query NamesQuery(\n  $ids: [ID!]!\n) {\n  nodes(ids: $ids) @stream(label: \"NamesQuery$stream$names\", initialCount: 1) {\n    __typename\n    id\n    ... on User {\n      name\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "066c752f6c9730f2c4be9e62255ec37b";

export default node;
