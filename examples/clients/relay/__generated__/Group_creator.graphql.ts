/**
 * @generated SignedSource<<0b37e8b92d6163c500b586db45f5410d>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ReaderFragment } from 'relay-runtime';
import type { FragmentRefs } from "relay-runtime";
export type Group_creator$data = {
  readonly creator: {
    readonly name: string | null | undefined;
  } | null | undefined;
  readonly " $fragmentType": "Group_creator";
};
export type Group_creator$key = {
  readonly " $data"?: Group_creator$data;
  readonly " $fragmentSpreads": FragmentRefs<"Group_creator">;
};

const node: ReaderFragment = {
  "argumentDefinitions": [],
  "kind": "Fragment",
  "metadata": null,
  "name": "Group_creator",
  "selections": [
    {
      "alias": null,
      "args": null,
      "concreteType": "User",
      "kind": "LinkedField",
      "name": "creator",
      "plural": false,
      "selections": [
        {
          "alias": null,
          "args": null,
          "kind": "ScalarField",
          "name": "name",
          "storageKey": null
        }
      ],
      "storageKey": null
    }
  ],
  "type": "Conversation",
  "abstractKey": null
};

(node as any).hash = "2d3891960d16741c2e5920a1fd211631";

export default node;
