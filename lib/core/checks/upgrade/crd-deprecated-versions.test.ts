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
    {
      name: "a deprecated version that an audit log shows in use, by another than Drydock",
      objects: faults["crd-deprecated-versions"] ?? [],
      evidence: {
        requests: ["helm/v3.14.0", "drydock/0.1"].map((userAgent) => ({
          ...{ user: "ci", userAgent, lastSeen: "2026-11-20T10:00:00Z", verbs: ["create"], count: 3 },
          ...{ group: "legacy.example.com", version: "v1beta1", resource: "deprecateds" },
        })),
      },
      finds: [
        {
          message: "asked",
          object: "CustomResourceDefinition deprecateds.legacy.example.com",
          title:
            "CustomResourceDefinition deprecateds.legacy.example.com is asked for as v1beta1 by ci through helm (create, 3 times, last on 2026-11-20), which is deprecated: use v1",
        },
      ],
    },
  ],
  notAssessed: [{ name: "definitions were not seen", objects: [], unseen: ["customresourcedefinitions.apiextensions.k8s.io"] }],
});
