import { webhookAt } from "../control-plane/worlds.ts";
import { checkTester } from "../tester.ts";
import { lastingBundle, webhook } from "../upgrade/worlds.ts";
import webhookAddresses from "./webhook-addresses.ts";

checkTester(webhookAddresses, {
  pass: [
    { name: "no webhooks", objects: [] },
    { name: "a Service of the cluster", objects: [webhook()] },
  ],
  fail: [
    {
      name: "an address that any authority may vouch for",
      objects: [webhookAt("https://hook.example.com/")],
      finds: [{ message: "byName", object: "ValidatingWebhookConfiguration by-address", path: "webhooks[0].clientConfig.url" }],
    },
    {
      name: "an address with an authority of its own",
      objects: [webhook({}, { service: undefined, url: "https://hook.example.com/", caBundle: lastingBundle })],
      finds: [{ message: "pinned", object: "ValidatingWebhookConfiguration guard" }],
    },
  ],
  notAssessed: [
    { name: "webhooks were not seen", objects: [], unseen: ["validatingwebhookconfigurations.admissionregistration.k8s.io"] },
  ],
});
