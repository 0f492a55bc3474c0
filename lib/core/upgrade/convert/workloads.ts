/** Deployments and their like: what was a default before is written out, so that nothing changes but the version. */
import type { Change, Field, Rewrite } from "./node.ts";

const unlimited = 2_147_483_647;

export const deployment: Rewrite = (root, change) => {
  const spec = root.make("spec");
  selector(spec, change);
  if (spec.take("rollbackTo")) spec.note("rollbackTo", "It is gone: kubectl rollout undo does it.");
  const old = change.group === "extensions";
  if (old) rollingUpdate(spec);
  if (change.version === "v1beta1") {
    keep(spec, "revisionHistoryLimit", old ? unlimited : 2, "10");
    if (old) keep(spec, "progressDeadlineSeconds", unlimited, "600");
  }
};

export const replicaSet: Rewrite = (root, change) => selector(root.make("spec"), change);

export const daemonSet: Rewrite = (root, change) => {
  const spec = root.make("spec");
  selector(spec, change);
  if (spec.take("templateGeneration")) spec.note("templateGeneration", "It is gone.");
  if (change.group === "extensions") onDelete(spec);
};

export const statefulSet: Rewrite = (root, change) => {
  const spec = root.make("spec");
  selector(spec, change);
  if (change.version === "v1beta1") onDelete(spec);
};

/** It was derived from the template, and cannot be changed later. */
function selector(spec: Field, { version }: Change): void {
  if (version !== "v1beta1" || spec.has("selector")) return;
  const labels = spec.at("template", "metadata", "labels");
  if (!labels) {
    spec.ask("selector", "It is required now, and the template has no labels that it could select.");
    return;
  }
  spec.put("selector", { matchLabels: labels.map.toJSON() });
  spec.note("selector", "It is required now. Before, it was the template's labels, and it cannot be changed later.");
}

function rollingUpdate(spec: Field): void {
  if (spec.at("strategy")?.value("type") === "Recreate") return;
  const strategy = spec.make("strategy");
  strategy.putMissing("type", "RollingUpdate");
  const update = strategy.make("rollingUpdate");
  const missing = ["maxSurge", "maxUnavailable"].filter((key) => update.putMissing(key, 1));
  if (missing.length > 0) update.note(missing.join(", "), "The default was 1 and is 25% now; 1 is written out to keep it.");
}

function onDelete(spec: Field): void {
  const strategy = spec.make("updateStrategy");
  if (strategy.putMissing("type", "OnDelete"))
    strategy.note("type", "The default was OnDelete and is RollingUpdate now; OnDelete is written out to keep it.");
}

function keep(spec: Field, key: string, before: number, now: string): void {
  if (!spec.putMissing(key, before)) return;
  spec.note(
    key,
    `The default was ${before === unlimited ? "no limit" : before} and is ${now} now; it is written out to keep it.`,
  );
}

export const cronJob: Rewrite = (root, { target }) => {
  const spec = root.at("spec");
  const [, zone, rest] = /^(?:CRON_)?TZ=(\S+)\s+(.*)$/.exec(spec?.text("schedule") ?? "") ?? [];
  if (zone === undefined || rest === undefined || target < 27) return;
  spec?.put("schedule", rest);
  spec?.putMissing("timeZone", zone);
  spec?.note("timeZone", "A time zone in schedule is refused from 1.29 on.");
};

/** An empty selector selected nothing and selects everything now. */
export const disruptionBudget: Rewrite = (root) => {
  const spec = root.at("spec");
  const found = spec?.at("selector");
  const empty = found?.map.items.every(({ key }) => !found.has(String(key)) || isEmpty(found, String(key)));
  if (spec === undefined || found === undefined || !empty) return;
  spec.take("selector");
  spec.ask(
    "selector",
    "An empty selector meant no pod and means every pod of the namespace in v1. It is left out, which means no pod still.",
  );
};

function isEmpty(field: Field, key: string): boolean {
  return (field.at(key)?.map.items.length ?? field.each(key).length) === 0;
}

export const autoscaler: Rewrite = (root, { version }) => {
  if (version !== "v2beta1") return;
  for (const metric of root.at("spec")?.each("metrics") ?? []) {
    const type = metric.text("type") ?? "";
    const source = metric.at(`${type.charAt(0).toLowerCase()}${type.slice(1)}`);
    if (!source) continue;
    if (type === "Object") source.rename("target", "describedObject");
    if (source.has("metricName")) {
      const inner = source.make("metric");
      source.move("metricName", inner, "name");
      source.move("selector", inner);
      source.move("metricSelector", inner, "selector");
    }
    metricTarget(source);
  }
};

const targets = [
  ["targetAverageUtilization", "Utilization", "averageUtilization"],
  ["targetAverageValue", "AverageValue", "averageValue"],
  ["averageValue", "AverageValue", "averageValue"],
  ["targetValue", "Value", "value"],
] as const;

function metricTarget(source: Field): void {
  const found = targets.find(([key]) => source.has(key));
  if (!found) return;
  const [key, type, name] = found;
  const value = source.take(key);
  for (const [other] of targets) source.take(other);
  source.put("target", { type });
  source.make("target").put(name, value);
  source.note("target", `${key} is target.${name} with the type ${type}.`);
}
