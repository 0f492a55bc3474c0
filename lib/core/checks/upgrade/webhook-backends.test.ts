import { checkTester } from "../tester.ts";
import webhookBackends from "./webhook-backends.ts";
import { endedBundle, faults, service, slice, webhook } from "./worlds.ts";

/** The slice of one family of addresses, with pods that are ready. */
const family = (addressType: "IPv4" | "IPv6", ...pods: readonly string[]) => {
  const made = slice("hook", []);
  const endpoints = pods.map((name, place) => ({
    addresses: [addressType === "IPv4" ? `10.1.0.${place + 1}` : `fd00::${place + 1}`],
    conditions: { ready: true },
    targetRef: { kind: "Pod", namespace: "legacy", name },
  }));
  return {
    ...made,
    metadata: { ...(made.metadata as object), name: `hook-${addressType.toLowerCase()}` },
    addressType,
    endpoints,
  };
};

checkTester(webhookBackends, {
  pass: [
    {
      name: "two pods, each in a slice of its own",
      objects: [webhook(), service("hook"), family("IPv4", "hook-1"), family("IPv6", "hook-2")],
    },
    { name: "a webhook with two endpoints", objects: [webhook(), service("hook"), slice("hook", [true, true])] },
    { name: "a webhook that may be away", objects: [webhook({ failurePolicy: "Ignore" })] },
  ],
  fail: [
    {
      name: "no Service",
      objects: faults["webhook-backends"] ?? [],
      finds: [
        {
          message: "dead",
          object: "ValidatingWebhookConfiguration guard",
          title:
            "ValidatingWebhookConfiguration guard sends what it guards to legacy/hook:443, which does not exist, and refuses it then (webhook guard.example.com)",
        },
      ],
    },
    {
      name: "a Service without the port",
      objects: [webhook(), service("hook", { ports: [{ port: 80 }] })],
      finds: [{ message: "dead", object: "ValidatingWebhookConfiguration guard" }],
    },
    {
      name: "no endpoint that is ready",
      objects: [webhook(), service("hook"), slice("hook", [false])],
      finds: [{ message: "dead", object: "ValidatingWebhookConfiguration guard" }],
    },
    {
      name: "one endpoint",
      objects: [webhook(), service("hook"), slice("hook", [true, false])],
      finds: [{ message: "single", object: "ValidatingWebhookConfiguration guard" }],
    },
    {
      name: "one pod with addresses of both families",
      objects: [webhook(), service("hook"), family("IPv4", "hook-1"), family("IPv6", "hook-1")],
      finds: [{ message: "single", object: "ValidatingWebhookConfiguration guard" }],
    },
    {
      name: "an authority that ended, and one that is missing where the address is no Service",
      now: "2027-06-01T00:00:00Z",
      objects: [webhook({}, { caBundle: endedBundle }), service("hook"), slice("hook", [true, true])],
      finds: [{ message: "expired", object: "ValidatingWebhookConfiguration guard" }],
    },
    {
      name: "no authority, rules for every pod, and half a minute to wait",
      objects: [
        webhook(
          { namespaceSelector: {}, timeoutSeconds: 30, rules: [{ apiGroups: ["*"], apiVersions: ["*"], resources: ["pods"] }] },
          { caBundle: undefined },
        ),
        service("hook"),
        slice("hook", [true, true]),
      ],
      finds: [
        { message: "noAuthority", object: "ValidatingWebhookConfiguration guard" },
        { message: "vital", object: "ValidatingWebhookConfiguration guard" },
        { message: "slow", object: "ValidatingWebhookConfiguration guard" },
      ],
    },
  ],
  notAssessed: [
    {
      name: "a Service that is a name outside of the cluster",
      objects: [webhook(), service("hook", { type: "ExternalName", externalName: "hook.example.com", ports: [] })],
    },
    {
      name: "an address outside of the cluster",
      objects: [webhook({}, { service: undefined, url: "https://hook.example.com/check" })],
    },
    { name: "Services were not seen", objects: [webhook()], unseen: ["services"] },
    { name: "EndpointSlices were not seen", objects: [webhook(), service("hook")], unseen: ["endpointslices.discovery.k8s.io"] },
  ],
});
