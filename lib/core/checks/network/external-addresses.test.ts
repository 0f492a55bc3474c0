import { checkTester } from "../tester.ts";
import externalAddresses from "./external-addresses.ts";
import { service } from "./worlds.ts";

checkTester(externalAddresses, {
  pass: [
    { name: "a Service without, and one with an empty list", objects: [service("a", {}), service("b", { externalIPs: [] })] },
  ],
  fail: [
    {
      name: "an address of its own choice",
      objects: [service("a", { externalIPs: ["169.254.169.254", "8.8.8.8"] })],
      finds: [
        {
          message: "external",
          object: "Service shop/a",
          title: "Service shop/a takes the addresses 169.254.169.254 and 8.8.8.8 by externalIPs, whoever they belong to",
        },
      ],
    },
  ],
  notAssessed: [{ name: "Services were not seen", objects: [], unseen: ["services"] }],
});
