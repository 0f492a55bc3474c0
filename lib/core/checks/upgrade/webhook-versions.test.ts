import { checkTester } from "../tester.ts";
import webhookVersions from "./webhook-versions.ts";
import { faults, webhook } from "./worlds.ts";

checkTester(webhookVersions, {
  pass: [{ name: "current versions", objects: [webhook({ matchPolicy: "Exact" })] }],
  fail: [
    {
      name: "exactly a version that is gone",
      objects: faults["webhook-versions"] ?? [],
      finds: [
        {
          message: "bypassed",
          object: "ValidatingWebhookConfiguration guard",
          title:
            "ValidatingWebhookConfiguration guard matches policy/v1beta1 exactly, which Kubernetes 1.38 does not serve: what comes by other versions passes the webhook guard.example.com by",
        },
      ],
    },
    {
      name: "reviews of v1beta1",
      objects: [webhook({ admissionReviewVersions: ["v1beta1"] })],
      finds: [{ message: "review", object: "ValidatingWebhookConfiguration guard" }],
    },
  ],
  notAssessed: [
    {
      name: "configurations were not seen",
      objects: [],
      unseen: ["validatingwebhookconfigurations.admissionregistration.k8s.io"],
    },
  ],
});
