/** Every converted manifest against the API server, which validates it as a server-side dry run and stores nothing. */
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { parse } from "yaml";
import type { KubeClient } from "#test/kube/client.ts";
import { injectedKube } from "#test/kube/injected.ts";
import { type Kube, startKube, TIME_TO_START } from "#test/kube/server.ts";
import { parseMinor } from "../minor.ts";
import { oldManifests } from "./cases.ts";
import { convertManifest } from "./convert.ts";

/** Served only where somebody turned it on. */
const turnedOn = ["--runtime-config=coordination.k8s.io/v1beta1=true", "--feature-gates=CoordinatedLeaderElection=true"];
const offByDefault = "kind: LeaseCandidate\n";

let shared: KubeClient;
let own: Kube;
beforeAll(async () => {
  shared = injectedKube();
  own = await startKube({ controllers: false, apiserverArgs: turnedOn });
}, TIME_TO_START);
afterAll(() => own?.stop());

test.each(oldManifests.map((text) => [text.split("\n", 2).join(" "), text]))("%s", async (_name, text) => {
  const kube = text.includes(offByDefault) ? own : shared;
  const converted = convertManifest(text, parseMinor(inject("kubeVersion")) ?? 0);
  if (converted.kind !== "converted") throw new Error(`not converted: ${converted.kind}`);
  const object = parse(converted.text);
  const answer = await kube.request(`${await pathOf(kube, object)}?dryRun=All&fieldValidation=Strict`, {
    method: "POST",
    body: object,
  });
  const said = answer.status === 201 ? "" : (answer.body as { message?: string }).message;
  expect({ status: answer.status, said }).toEqual({ status: 201, said: "" });
});

const found = new Map<string, Promise<{ resources: { name: string; kind: string; namespaced: boolean }[] }>>();

interface Sent {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly namespace?: string };
}

async function pathOf(kube: KubeClient, object: Sent): Promise<string> {
  const base = `/apis/${object.apiVersion}`;
  const list = found.get(base) ?? kube.send(base);
  found.set(base, list as never);
  const { resources } = (await list) as { resources: { name: string; kind: string; namespaced: boolean }[] };
  const resource = resources.find(({ name, kind }) => kind === object.kind && !name.includes("/"));
  if (!resource) throw new Error(`the API server serves no ${object.kind} at ${base}`);
  return resource.namespaced
    ? `${base}/namespaces/${object.metadata?.namespace ?? "default"}/${resource.name}`
    : `${base}/${resource.name}`;
}
