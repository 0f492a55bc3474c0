import { checkTester } from "../tester.ts";
import { webhook } from "../upgrade/worlds.ts";
import webhookScope from "./webhook-scope.ts";

const rules = [{ apiGroups: [""], apiVersions: ["v1"], resources: ["pods"], operations: ["CREATE"] }];
const without = (key: string, operator = "DoesNotExist") => ({ matchExpressions: [{ key, operator }] });
const object = "ValidatingWebhookConfiguration guard";

checkTester(webhookScope, {
  pass: [
    { name: "namespaces left out by their names", objects: [webhook({ rules, failurePolicy: "Fail" })] },
    { name: "one that does not judge pods", objects: [webhook({ failurePolicy: "Ignore" })] },
  ],
  fail: [
    {
      name: "pods pass while it is away",
      objects: [webhook({ rules, failurePolicy: "Ignore" })],
      finds: [{ message: "ignored", object, path: "webhooks[0].failurePolicy" }],
    },
    {
      name: "a label on the object",
      objects: [webhook({ rules, failurePolicy: "Fail", objectSelector: without("policy.example.com/skip") })],
      finds: [{ message: "byObject", object }],
    },
    {
      name: "a label on the namespace",
      objects: [webhook({ rules, failurePolicy: "Fail", namespaceSelector: without("policy.example.com/skip") })],
      finds: [{ message: "byNamespace", object }],
    },
  ],
  notAssessed: [
    { name: "webhooks were not seen", objects: [], unseen: ["mutatingwebhookconfigurations.admissionregistration.k8s.io"] },
  ],
});
