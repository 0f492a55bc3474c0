import type { UserScope } from "#contracts/common.ts";
import { carries, formatLabels, type Labels } from "#core/clusters/labels.ts";

interface KnownCluster {
  id: string;
  name: string;
  labels: Labels;
}

const named = 3;

/** @returns what a scope means with the clusters of this moment, in a sentence. */
export function scopeSentence(scope: UserScope, clusters: readonly KnownCluster[]): string {
  if ("labels" in scope) return byLabel(scope, clusters);
  if (scope.clusters === "all") return `Sees ${count(clusters.length, "all ")}, and those that are registered later.`;
  const listed = scope.clusters.filter(({ id }) => clusters.some((cluster) => cluster.id === id));
  const narrowed = listed.filter(({ namespaces }) => namespaces !== undefined).length;
  if (listed.length === 0) return "Sees no cluster.";
  const only = narrowed === 0 ? "" : `, ${narrowed === listed.length ? "all" : narrowed} of them in some namespaces only`;
  return `Sees ${listed.length} of ${count(clusters.length)}${listed.length === 1 && narrowed === 1 ? ", in some namespaces only" : only}.`;
}

function byLabel({ labels, namespaces }: Extract<UserScope, { labels: unknown }>, clusters: readonly KnownCluster[]): string {
  if (Object.keys(labels).length === 0) return "Sees no cluster until a label is named.";
  const carrying = clusters.filter((cluster) => carries(cluster.labels, labels)).map(({ name }) => name);
  const later = `A cluster that gets ${formatLabels(labels)} is seen at once.`;
  if (carrying.length === 0) return `Sees no cluster today. ${later}`;
  const rest = carrying.length - named;
  const names = carrying.slice(0, named).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
  const within = namespaces === undefined ? "" : ", in some namespaces only";
  return `Sees ${count(carrying.length)} today (${names})${within}. ${later}`;
}

function count(clusters: number, all = ""): string {
  return clusters === 1 ? "1 cluster" : `${all}${clusters} clusters`;
}

/** @returns names of namespaces as a person separates them; undefined where there is none. */
export function readNamespaces(text: string): string[] | undefined {
  const names = text.split(/[\s,]+/).filter((name) => name !== "");
  return names.length === 0 ? undefined : [...new Set(names)];
}
