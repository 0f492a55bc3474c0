import { checkTester } from "../tester.ts";
import support from "./support.ts";
import { node } from "./worlds.ts";

checkTester(support, {
  pass: [
    { name: "a minor with half a year to go", objects: [node("a")] },
    {
      name: "a minor that is over by the calendar, and that an operator knows to be supported for longer",
      minor: "1.30",
      objects: [],
      evidence: { supportDates: [{ provider: "upstream", minor: 30, end: "standard", date: "2028-01-01" }] },
    },
  ],
  fail: [
    {
      name: "a minor that ends sooner, as an operator knows",
      minor: "1.37",
      objects: [],
      evidence: { supportDates: [{ provider: "upstream", minor: 37, end: "standard", date: "2026-01-01" }] },
      finds: [{ message: "over", object: "Cluster kubernetes" }],
    },
    { name: "a minor that is over", minor: "1.30", objects: [], finds: [{ message: "over", object: "Cluster kubernetes" }] },
    {
      name: "a provider's minor that ends soon",
      minor: "1.34",
      now: "2026-11-24T00:00:00Z",
      objects: [node("a", { kubelet: "v1.34.2-eks-1a2b" }, { labels: { "eks.amazonaws.com/nodegroup": "a" } })],
      finds: [{ message: "soon", object: "Cluster kubernetes" }],
    },
    {
      name: "a minor that ends in some months",
      minor: "1.35",
      now: "2026-11-24T00:00:00Z",
      objects: [],
      finds: [{ message: "coming", object: "Cluster kubernetes" }],
    },
  ],
  notAssessed: [
    { name: "Nodes were not seen", objects: [], unseen: ["nodes"] },
    { name: "a minor that the calendar does not have", minor: "1.45", objects: [] },
  ],
});
