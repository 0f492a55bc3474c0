import { checkTester } from "../tester.ts";
import crdLegacy from "./crd-legacy.ts";
import { definition, faults, v1 } from "./worlds.ts";

checkTester(crdLegacy, {
  pass: [{ name: "a definition of v1", objects: [definition("Plain", [v1])] }],
  fail: [
    {
      name: "a definition that was applied as v1beta1",
      objects: faults["crd-legacy"] ?? [],
      finds: [{ message: "writer", object: "CustomResourceDefinition olds.legacy.example.com" }],
    },
    {
      name: "a definition that keeps unknown fields",
      objects: [definition("Plain", [v1], { preserveUnknownFields: true })],
      finds: [{ message: "unknownFields", object: "CustomResourceDefinition plains.legacy.example.com" }],
    },
  ],
  notAssessed: [{ name: "definitions were not seen", objects: [], unseen: ["customresourcedefinitions.apiextensions.k8s.io"] }],
});
