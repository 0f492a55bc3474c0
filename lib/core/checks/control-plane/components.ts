/** How the components of the control plane were started, by their static pods, and who answers for those that none shows. */
import { type ProviderName, providerOf } from "../../clusters/provider.ts";
import { unseenLook } from "../../inventory/build.ts";
import { type Gap, outside } from "../../inventory/gap.ts";
import type { CheckContext, Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { type Member, members } from "../upgrade/control-plane.ts";

type Context = CheckContext<"pods">;
type Component = Member["component"];
export type Flags = Member["flags"];

/** Providers that run the control plane themselves, outside of what the cluster shows. */
const managed: ReadonlySet<ProviderName> = new Set(["EKS", "GKE", "AKS", "TKE", "ACK"]);

/** @returns a function that gives a gap for each of these components that no static pod shows, naming who runs it. */
export function unseenOf(...components: readonly Component[]): (context: Context) => readonly Gap[] {
  return (context) => {
    const seen = new Set(context.view(members).map(({ component }) => component));
    const missing = components.filter((component) => !seen.has(component));
    return missing.map((component) => ({ ...outside("pods", whoRuns(component, context)), namespace: "kube-system" }));
  };
}

function whoRuns(component: Component, { look, version, discovery }: Context): string {
  const looks = { nodes: unseenLook("nodes"), configmaps: unseenLook("configmaps"), pods: look("pods") };
  const provider = providerOf({ cluster: { discovery, ...(version !== undefined && { version }) }, looks });
  const probably = provider?.sure === "probable" ? "probably " : "";
  if (provider && managed.has(provider.name))
    return `${provider.name} ${probably}runs ${component} outside the cluster, and answers for how it is started`;
  if (provider?.name === "k3s")
    return `k3s runs ${component} inside its own process: its settings stand in the server's configuration`;
  return `no static pod of ${component}: how it is started cannot be seen from inside the cluster`;
}

/** @returns the static pods of a component. */
export function startedAs({ view }: Context, component: Component): readonly Member[] {
  return view(members).filter((member) => member.component === component);
}

export interface FlagFault<M extends string> {
  readonly flag: string;
  readonly message: M;
  readonly data?: Report<M>["data"];
}

/** @returns a finding for each fault that the judge sees in the flags of a component. */
export function* reportFlags<M extends string>(
  context: Context,
  component: Component,
  judge: (flags: Flags) => Iterable<FlagFault<M>>,
): Iterable<Report<M>> {
  for (const { pod, flags } of startedAs(context, component))
    for (const { flag, message, data } of judge(flags))
      yield {
        at: refTo("pods", pod, "spec.containers[0].command"),
        message,
        data: { flag, ...data },
        locus: `${flag} ${message}`,
      };
}

/** @returns whether a switch is on, as the components read it. */
export function isOn(flags: Flags, flag: string, byDefault: boolean): boolean {
  const value = flags[flag];
  return value === undefined ? byDefault : !/^(0|f|false)$/i.test(value);
}

/** @returns the parts of a list, without what is empty. */
export function partsOf(value: string | undefined): readonly string[] {
  return (value ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** @returns a gap for each component that takes its settings from a file, which no API shows. */
export function unreadFiles(context: Context, component: Component, flag: string, holds: string): readonly Gap[] {
  return startedAs(context, component)
    .filter(({ flags }) => flags[flag] !== undefined)
    .map(({ pod }) => ({
      ...outside("pods", `${pod.meta.name} reads ${holds} from a file (--${flag}), whose contents are not seen`),
      namespace: "kube-system",
    }));
}
