/**
 * @generated SignedSource<<b69d52bc1a1e89656970e2c836ecdf77>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ReaderFragment } from 'relay-runtime';
import type { FragmentRefs } from "relay-runtime";
export type Group_name$data = {
  readonly id: string;
  readonly name: string | null | undefined;
  readonly " $fragmentType": "Group_name";
};
export type Group_name$key = {
  readonly " $data"?: Group_name$data;
  readonly " $fragmentSpreads": FragmentRefs<"Group_name">;
};

import GroupNameQuery_graphql from './GroupNameQuery.graphql';

const node: ReaderFragment = {
  "argumentDefinitions": [],
  "kind": "Fragment",
  "metadata": {
    "refetch": {
      "connection": null,
      "fragmentPathInResult": [
        "node"
      ],
      "operation": GroupNameQuery_graphql,
      "identifierInfo": {
        "identifierField": "id",
        "identifierQueryVariableName": "id"
      }
    }
  },
  "name": "Group_name",
  "selections": [
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "name",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "id",
      "storageKey": null
    }
  ],
  "type": "Conversation",
  "abstractKey": null
};

(node as any).hash = "97c13ec09d9564022507cc25ea72c463";

export default node;
