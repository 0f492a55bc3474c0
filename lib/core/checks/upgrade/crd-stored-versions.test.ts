import { checkTester } from "../tester.ts";
import crdStoredVersions from "./crd-stored-versions.ts";
import { definition, faults, v1 } from "./worlds.ts";

checkTester(crdStoredVersions, {
  pass: [{ name: "one version", objects: [definition("Plain", [v1])] }],
  fail: [
    {
      name: "a version that is not served",
      objects: faults["crd-stored-versions"] ?? [],
      finds: [{ message: "notServed", object: "CustomResourceDefinition storeds.legacy.example.com" }],
    },
    {
      name: "a version that is served",
      objects: [definition("Plain", [v1, { name: "v1beta1", served: true, storage: false, old: true }])],
      finds: [{ message: "old", object: "CustomResourceDefinition plains.legacy.example.com" }],
    },
    {
      name: "the version that is written, where it is not served",
      objects: [definition("Plain", [{ ...v1, served: false }])],
      finds: [{ message: "notServed", object: "CustomResourceDefinition plains.legacy.example.com" }],
    },
  ],
  notAssessed: [
    { name: "definitions were not seen", objects: [], unseen: ["customresourcedefinitions.apiextensions.k8s.io"] },
    {
      name: "an older inventory, which does not say what is written",
      objects: [definition("Plain", [{ ...v1, storage: false }])],
      version: 3,
    },
  ],
});
