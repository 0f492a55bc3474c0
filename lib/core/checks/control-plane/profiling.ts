import { defineCheck } from "../define.ts";
import { isOn, reportFlags, unseenOf } from "./components.ts";

const components = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"] as const;

export default defineCheck({
  id: "control-plane/profiling",
  major: 1,
  since: "0.1",
  title: "Profiling of the control plane",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["cis:1.2.15", "cis:1.3.2", "cis:1.4.1"],
  reads: ["pods"],
  facts: ["control-plane-safety-flags"],
  messages: {
    on: { text: "{object} serves profiles of itself: --profiling is not false", severity: "low" },
  },

  docs: {
    why: "Profiles tell how a component works inside, down to what it holds in memory, and making one costs it time. Whoever may get /debug/pprof may ask for one after another.",
    fix: "Set --profiling=false on the API server, the controller manager and the scheduler, and turn it on for as long as you need a profile.",
    refs: ["https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/"],
  },
  unseen: unseenOf(...components),
  *evaluate(context) {
    for (const component of components)
      yield* reportFlags(context, component, function* (flags) {
        if (isOn(flags, "profiling", true)) yield { flag: "profiling", message: "on" };
      });
  },
});
