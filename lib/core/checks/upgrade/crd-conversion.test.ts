import { checkTester } from "../tester.ts";
import crdConversion from "./crd-conversion.ts";
import { definition, endedBundle, faults, service, slice, v1 } from "./worlds.ts";

checkTester(crdConversion, {
  pass: [{ name: "no conversion", objects: [definition("Plain", [v1])] }],
  fail: [
    {
      name: "a Service that is gone",
      objects: faults["crd-conversion"] ?? [],
      finds: [{ message: "dead", object: "CustomResourceDefinition converteds.legacy.example.com" }],
    },
    {
      name: "an authority that ended",
      now: "2027-06-01T00:00:00Z",
      objects: [
        definition("Late", [v1], {
          conversion: {
            strategy: "Webhook",
            webhook: {
              conversionReviewVersions: ["v1"],
              clientConfig: { service: { namespace: "legacy", name: "hook" }, caBundle: endedBundle },
            },
          },
        }),
        service("hook"),
        slice("hook", [true]),
      ],
      finds: [{ message: "expired", object: "CustomResourceDefinition lates.legacy.example.com" }],
    },
  ],
  notAssessed: [
    {
      name: "a Service that is a name outside of the cluster",
      objects: [
        definition("Far", [v1], {
          conversion: {
            strategy: "Webhook",
            webhook: { conversionReviewVersions: ["v1"], clientConfig: { service: { namespace: "legacy", name: "hook" } } },
          },
        }),
        service("hook", { type: "ExternalName", externalName: "hook.example.com", ports: [] }),
      ],
    },
    { name: "Services were not seen", objects: faults["crd-conversion"] ?? [], unseen: ["services"] },
    { name: "definitions were not seen", objects: [], unseen: ["customresourcedefinitions.apiextensions.k8s.io"] },
  ],
});
