import { checkTester } from "../tester.ts";
import externalIps from "./external-ips.ts";
import { faults, service } from "./worlds.ts";

checkTester(externalIps, {
  pass: [{ name: "a Service without them", objects: [service("web")] }],
  fail: [
    {
      name: "a Service that takes an address",
      objects: faults["external-ips"] ?? [],
      finds: [{ message: "external", object: "Service legacy/edge" }],
    },
  ],
  notApplicable: [{ name: "a target of before the change", minor: "1.30", objects: faults["external-ips"] ?? [] }],
  notAssessed: [{ name: "Services were not seen", objects: [], unseen: ["services"] }],
});
