import { formatMinor } from "../../upgrade/minor.ts";
import { renamedMetricOf } from "../../upgrade/renamed-metrics.ts";
import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";

export default defineTargetCheck({
  id: "upgrade/renamed-metrics",
  title: "Alerts on metrics that change",
  reads: ["prometheusrules.monitoring.coreos.com"],
  messages: {
    renamed: {
      text: "{object} uses {metric}, which from Kubernetes {since} on {change}: the rule may fall silent",
      impact: "warning",
    },
  },
  docs: {
    why: "A rule on a metric that is gone, or has other labels, finds nothing: an alert that would tell of a failing upgrade does not come.",
    fix: "Rewrite the expression for the new name or labels, and keep the old one beside it until the upgrade is done.",
    refs: ["https://kubernetes.io/docs/reference/instrumentation/metrics/"],
  },
  *judge({ list, target }) {
    for (const rule of list("prometheusrules.monitoring.coreos.com"))
      for (const metric of rule.renamedMetrics ?? []) {
        const renamed = renamedMetricOf(metric);
        if (renamed === undefined || renamed.from > target) continue;
        const data = { metric, since: formatMinor(renamed.from), change: renamed.change };
        yield {
          at: refTo("prometheusrules.monitoring.coreos.com", rule, "spec.groups"),
          message: "renamed",
          data,
          locus: metric,
        };
      }
  },
});
