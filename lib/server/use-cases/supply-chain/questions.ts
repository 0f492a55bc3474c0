/** The threat model's questions about a scan's cluster, and who can change what runs in it. */
import type { DeployRightsView, SupplyQuestionsView } from "../../../contracts/supply-questions.ts";
import { checkById } from "../../../core/checks/index.ts";
import { ok } from "../../../core/result.ts";
import { type DeployRights, deployRights, deployRightsResources } from "../../../core/supply-chain/deploy-rights.ts";
import type { Look } from "../../../core/supply-chain/discovery/look.ts";
import type { ImageFacts } from "../../../core/supply-chain/images/image-facts.ts";
import type { PackagesOfImage } from "../../../core/supply-chain/images/known-image.ts";
import { builderInstance } from "../../../core/supply-chain/provenance/builder-instance.ts";
import type {
  AskedCluster,
  AskedImage,
  Evidence,
  ImageProvenance,
  QuestionGroup,
} from "../../../core/supply-chain/questions/question.ts";
import { questionGroups } from "../../../core/supply-chain/questions/question.ts";
import { answerQuestions } from "../../../core/supply-chain/questions/questions.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ScanRow } from "../../database/rows.ts";
import type { KeptRow } from "../../database/supply-chain/kept-images.ts";
import { type Judgement, loadJudgement } from "../../supply-chain/judgement.ts";
import { type KeptImage, storedTrail } from "../../supply-chain/stored-trail.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { scanInScope, wholeScan } from "../scans/scan-in-scope.ts";
import type { Services } from "../services.ts";
import { groupImages, type ImageGroup, nameOf } from "./image-groups.ts";
import { heldState, imageRow, type RowContext } from "./image-row.ts";
import { rowContext } from "./images.ts";

interface ByScan {
  readonly id: string;
}

const aboutTheCluster = {
  detail: "Your scope is some namespaces of this cluster; the questions are about the cluster as a whole.",
  remedy: "Ask somebody who sees the whole cluster. Who can change what runs in your namespaces stands below.",
};

const titles: Readonly<Record<QuestionGroup, { readonly title: string; readonly text: string }>> = {
  source: { title: "Trusted source", text: "Whether what was built is what somebody meant to build." },
  build: { title: "Trusted build", text: "Whether the build made that of it, and nothing else." },
  platform: { title: "Trusted platform", text: "Whether the cluster takes nothing else." },
  deploy: { title: "Trusted deploy rights", text: "Whether nobody can go past all of it at the end." },
  hygiene: {
    title: "Hygiene of images",
    text: "Whether what runs is young, small, and keeps nothing to itself that it should not.",
  },
  dependencies: { title: "Immutable dependencies", text: "Whether what it is made of can change under it." },
};

export const getSupplyQuestions = defineUseCase<ByScan, SupplyQuestionsView>("report:read", async (actor, { id }, services) => {
  const found = await wholeScan(actor, id, services, aboutTheCluster);
  if (!found.ok) return found;
  const { scan } = found.value;
  const verdicts = await services.repositories.checklist.verdicts(actor.scope, [id]);
  const checks = new Map((verdicts.get(id) ?? []).map((check) => [check.checkId, check]));
  const answers = answerQuestions({ checks, ...(await imagesOf(actor, scan, services)) });
  const count = (verdict: (typeof answers)[number]["verdict"]) => answers.filter((one) => one.verdict === verdict).length;
  return ok({
    ...{ scanId: scan.id, clusterId: scan.clusterId, cluster: scan.cluster, number: scan.number },
    takenAt: (scan.takenAt ?? scan.createdAt).toISOString(),
    counts: {
      pass: count("pass"),
      fail: count("fail"),
      notApplicable: count("notApplicable"),
      notAssessed: count("notAssessed"),
    },
    groups: questionGroups.map((group) => ({
      ...{ id: group, ...titles[group] },
      questions: answers
        .filter((answer) => answer.group === group)
        .map(({ group: _group, evidence, ...answer }) => ({ ...answer, evidence: evidence.map(evidenceView) })),
    })),
  });
});

function evidenceView(evidence: Evidence): SupplyQuestionsView["groups"][number]["questions"][number]["evidence"][number] {
  if (evidence.kind === "images") return { ...evidence, names: [...evidence.names] };
  return { ...evidence, title: checkById(evidence.checkId)?.title ?? evidence.checkId };
}

/** Images whose provenance is read for one answer; each takes a look into what is kept of it. */
const mostRead = 200;

/** Only of the newest scan is it kept what runs. */
async function imagesOf({ scope }: Actor, scan: ScanRow, services: Services): Promise<Omit<AskedCluster, "checks">> {
  const seen = await services.repositories.images.seen(scope);
  const cluster = seen.clusters.find(({ id }) => id === scan.clusterId);
  if (cluster?.scanId !== scan.id) return { images: [], imagesLeftOut: 0, complete: false, now: services.now() };
  const running = seen.running.filter(({ clusterId }) => clusterId === scan.clusterId);
  const groups = groupImages({ running, records: seen.records });
  const read = groups.slice(0, mostRead);
  const ids = read.flatMap(({ records }) => (records[0]?.lookedAt ? [records[0].id] : []));
  const { repositories, now } = services;
  const [judgement, facts, packages, kept, looks] = await Promise.all([
    loadJudgement(repositories.judgement),
    repositories.images.facts(scope, ids),
    repositories.images.packages(
      scope,
      read.flatMap(({ records }) => records[0]?.id ?? []),
    ),
    repositories.images.kept(scope, ids),
    repositories.scans.looks(scope, scan.id),
  ]);
  const context = rowContext(seen, judgement, now());
  const known = { context, judgement, facts, packages, kept: new Map(kept.map((image) => [image.id, image])) };
  const images = read.map((group) => askedImage(group, known));
  const podsSeen = looks.some(({ resource, gaps }) => resource === "pods" && gaps.length === 0);
  return { images, imagesLeftOut: groups.length - read.length, complete: podsSeen, now: context.now };
}

interface Known {
  readonly context: RowContext;
  readonly judgement: Judgement;
  readonly facts: ReadonlyMap<string, Look<ImageFacts>>;
  readonly packages: ReadonlyMap<string, PackagesOfImage>;
  readonly kept: ReadonlyMap<string, KeptRow>;
}

const links = ["signature", "provenance", "source", "commit"] as const;

function askedImage(group: ImageGroup, { context, judgement, facts, packages, kept }: Known): AskedImage {
  const { records, running } = group;
  const [record] = records;
  const { drift } = imageRow(group, context);
  const name = record ? nameOf(record) : (running[0]?.image ?? "");
  const states = Object.fromEntries(
    links.flatMap((link) => (record?.states[link] === undefined ? [] : [[link, heldState(record, link, context).state]])),
  );
  const image = record && kept.get(record.id);
  const listed = record && packages.get(record.id);
  const asked = { name, states, drift, ...(listed && { packages: listed }) };
  if (image === undefined || states.provenance === "unknown") return asked;
  const own = facts.get(image.id);
  const signers = (context.signers.get(image.id) ?? []).map(({ kind, dated }) => ({ kind, dated }));
  return {
    ...{ ...asked, signers, provenances: provenancesOf(image, judgement) },
    ...(own?.kind === "found" && { facts: own.value }),
  };
}

function provenancesOf(image: KeptImage, judgement: Judgement): readonly ImageProvenance[] {
  return storedTrail(image, judgement).trail.artifacts.flatMap(({ built, result }): ImageProvenance[] => {
    if (built === undefined) return [];
    const claims = result?.signer?.kind === "certificate" ? result.signer.claims : {};
    return [{ state: built.state, provenance: built.provenance, instance: builderInstance(built.provenance, claims).kind }];
  });
}

const mostSubjects = 20;

export const getDeployRights = defineUseCase<ByScan, DeployRightsView>("report:read", async (actor, { id }, services) => {
  const { repositories, memory } = services;
  const found = await scanInScope(actor, id, services);
  if (!found.ok) return found;
  const { namespaces } = found.value;
  const rights = await memory.get(`deploy rights ${id}`, async () => {
    const inventory = await repositories.inventories.loadForIndex(actor.scope, id, [...deployRightsResources]);
    if (inventory === undefined) return undefined;
    const value = deployRights(inventory);
    return { value, weight: value.namespaces.length * 10 + 1 };
  });
  if (rights === undefined) return refuse("scanIncomplete");
  const inside = (namespace: string) => namespaces === "all" || namespaces.has(namespace);
  return ok({
    scanId: id,
    namespaces: rights.namespaces.filter(({ name }) => inside(name)).map((one) => rightsView(one, rights)),
    gaps: rights.gaps.filter(({ namespace }) => namespace === undefined || inside(namespace)),
  });
});

function rightsView(
  { name, workloads, change, swap, enter, open }: DeployRights["namespaces"][number],
  { sees }: DeployRights,
): DeployRightsView["namespaces"][number] {
  const cut = (subjects: readonly string[]) => ({ count: subjects.length, subjects: subjects.slice(0, mostSubjects) });
  return { name, workloads, change: cut(change), swap: cut(swap), enter: cut(enter), open, complete: sees(name) };
}
