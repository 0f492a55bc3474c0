import { checkTester } from "../tester.ts";
import crdDeprecatedVersions from "./crd-deprecated-versions.ts";
import { definition, faults, v1 } from "./worlds.ts";

checkTester(crdDeprecatedVersions, {
  pass: [{ name: "one version", objects: [definition("Plain", [v1])] }],
  fail: [
    {
      name: "a deprecated version that is served",
      objects: faults["crd-deprecated-versions"] ?? [],
      finds: [{ message: "served", object: "CustomResourceDefinition deprecateds.legacy.example.com" }],
    },
    {
      name: "a deprecated version with objects",
      objects: [definition("Plain", [{ ...v1, deprecated: true }])],
      finds: [{ message: "stored", object: "CustomResourceDefinition plains.legacy.example.com" }],
    },
  ],
  notAssessed: [{ name: "definitions were not seen", objects: [], unseen: ["customresourcedefinitions.apiextensions.k8s.io"] }],
});
