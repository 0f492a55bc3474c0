/**
 * Reads what somebody gathered from kubelets, line by line. `# drydock node NAME [TIME]` begins a node; what follows are lines of
 * its metrics, its configuration (`/configz`) and its command line, in any order. A file without such a line is of one node, which
 * the metric `kubelet_node_name` names. A few facts are kept, and of values nothing that could be a credential.
 */
import { compareText } from "../../inventory/gap.ts";
import type { SeenKubelet } from "../evidence.ts";
import { goneFlagsOf } from "../kubelet-flags.ts";
import { formatMinor, parseMinor } from "../minor.ts";

type Facts = { -readonly [K in keyof Omit<SeenKubelet, "node" | "seenAt">]: SeenKubelet[K] };
interface Told {
  readonly facts: Facts;
  seenAt?: string;
  /** Nodes that the lines themselves name. */
  readonly names: Set<string>;
}

const name = "[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?";
const heading = new RegExp(`^# drydock node (${name})(?: (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ))?$`);
const one = "1(?:\\.0+)?(?:\\s|$)";
const itself = new RegExp(`^kubelet_node_name\\{.*?node="(${name})".*?\\} ${one}`);
const losingSupport = new RegExp(`^kubelet_cri_losing_support\\{.*?version="([^"]{1,40})".*?\\} ${one}`);
const build = new RegExp(`^kubernetes_build_info\\{.*?git_version="(v\\d[\\w.+-]{0,60})".*?\\} ${one}`);
const cgroups = /^kubelet_cgroup_version(?:\{\})? ([12])(?:\.0+)?(?:\s|$)/;
const command = /^(?:\S*\/)?kubelet(?:\s|$)/;
const gateName = /^[A-Za-z]\w{0,99}$/;
const keptFields = ["eventRecordQPS", "failCgroupV1"] as const;
const mostNodes = 10_000;
const mostGates = 500;

export interface ReadKubelets {
  /** Those of which something is known, by name. */
  readonly kubelets: readonly SeenKubelet[];
  /** Lines that could not be read, or of which it is not known which node they are about. */
  readonly unread: number;
}

/** What the kubelets of a cluster say of themselves. */
export class KubeletFile {
  readonly #nodes = new Map<string, Told>();
  readonly #nameless = blank();
  #current: Told | undefined = this.#nameless;
  #underNone = 0;
  #unread = 0;

  /** Takes one line. Metrics that nothing is asked of, comments and empty lines count for nothing. */
  add(line: string): void {
    const text = line.trim();
    const [, node, time] = heading.exec(text) ?? [];
    if (node !== undefined) this.#begin(node, time);
    else if (text !== "" && !text.startsWith("#")) this.#take(text);
  }

  /** @param uploadedAt RFC 3339: when what has no time of its own was seen, and the latest that a time is believed. */
  result(uploadedAt: string): ReadKubelets {
    const nodes = new Map(this.#nodes);
    const [own, ...others] = this.#nameless.names;
    const isNamed = own !== undefined && others.length === 0 && !nodes.has(own);
    if (isNamed) nodes.set(own, this.#nameless);
    let unread = this.#unread + (isNamed ? 0 : this.#underNone);
    const kubelets: SeenKubelet[] = [];
    for (const [node, { facts, names, seenAt = uploadedAt }] of nodes) {
      if ([...names].some((told) => told !== node)) unread += 1;
      else if (Object.keys(facts).length > 0)
        kubelets.push({ node, seenAt: Date.parse(seenAt) <= Date.parse(uploadedAt) ? seenAt : uploadedAt, ...facts });
    }
    return { kubelets: kubelets.sort((left, right) => compareText(left.node, right.node)), unread };
  }

  #begin(node: string, time: string | undefined): void {
    const told = this.#nodes.get(node) ?? (this.#nodes.size < mostNodes ? blank() : undefined);
    if (told !== undefined) {
      this.#nodes.set(node, told);
      if (time !== undefined) told.seenAt = time;
    }
    this.#current = told;
  }

  #take(text: string): void {
    if (this.#current === undefined || !takeLine(this.#current, text)) this.#unread += 1;
    else if (this.#current === this.#nameless) this.#underNone += 1;
  }
}

function blank(): Told {
  return { facts: {}, names: new Set() };
}

/** @returns whether the line is one that can be read. */
function takeLine({ facts, names }: Told, text: string): boolean {
  if (text.startsWith("{")) return takeConfiguration(facts, text);
  if (command.test(text)) facts.flags = goneFlagsOf(text);
  else takeMetric(facts, names, text);
  return true;
}

function takeMetric(facts: Facts, names: Set<string>, text: string): void {
  const node = itself.exec(text)?.[1];
  if (node !== undefined) {
    names.add(node);
    facts.metrics = true;
  }
  const minor = parseMinor(losingSupport.exec(text)?.[1]);
  if (minor !== undefined) facts.runtimeUnsupportedFrom = formatMinor(minor);
  const version = build.exec(text)?.[1];
  if (version !== undefined) facts.version = version;
  const group = cgroups.exec(text)?.[1];
  if (group !== undefined) facts.cgroupVersion = group === "1" ? 1 : 2;
}

function takeConfiguration(facts: Facts, text: string): boolean {
  const configuration = configurationOf(text);
  if (configuration === undefined) return false;
  facts.settings = Object.fromEntries(
    keptFields.flatMap((field) => {
      const value = configuration[field];
      return ["boolean", "number", "string"].includes(typeof value) ? [[field, String(value).slice(0, 100)]] : [];
    }),
  );
  const set = Object.entries(configuration.featureGates ?? {}).filter(
    ([gate, value]) => gateName.test(gate) && typeof value === "boolean",
  );
  facts.gates = Object.fromEntries(set.slice(0, mostGates)) as Record<string, boolean>;
  return true;
}

function configurationOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const { kubeletconfig } = JSON.parse(text) as { kubeletconfig?: unknown };
    return typeof kubeletconfig === "object" && kubeletconfig !== null ? (kubeletconfig as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
