import { checkTester } from "../tester.ts";
import { deployment, podSpec } from "../workload/worlds.ts";
import podSecuritySilence from "./pod-security-silence.ts";
import { namespace } from "./worlds.ts";

const web = deployment("web", podSpec());

checkTester(podSecuritySilence, {
  pass: [
    { name: "the strictest level is enforced", objects: [namespace("shop", { enforce: "restricted" }), web] },
    { name: "no level is enforced, which is another matter", objects: [namespace("shop"), web] },
  ],
  fail: [
    {
      name: "what would be refused is not said; of what is enforced, warnings come by themselves",
      objects: [namespace("shop", { enforce: "baseline", audit: "baseline" }), web],
      finds: [
        {
          message: "silent",
          object: "Namespace shop",
          title: "Namespace shop enforces baseline, and nobody hears of what restricted would refuse",
        },
      ],
    },
    {
      name: "more is audited than enforced",
      objects: [namespace("shop", { enforce: "baseline", audit: "restricted" }), web],
      finds: [{ message: "unenforced", object: "Namespace shop" }],
    },
  ],
  notAssessed: [
    { name: "namespaces were not seen", objects: [web], unseen: ["namespaces"] },
    { name: "pods of one namespace were not seen", objects: [namespace("shop")], dark: { pods: ["shop"] } },
  ],
});
