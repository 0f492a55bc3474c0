import { runningImageResources } from "../../supply-chain/images/running.ts";
import { type CheckContext, defineCheck, type Report } from "../define.ts";
import { imagesOfWorkloads, type RunningImage, restsOn, unknownImages } from "./known-images.ts";

type Message = "exploited" | "critical" | "high" | "old";

/** Days after which a report says too little of what became known since. */
const oldest = 30;
const day = 86_400_000;
const shown = 10;

export default defineCheck({
  id: "supply-chain/known-vulnerabilities",
  major: 1,
  since: "0.1",
  title: "Known vulnerabilities of running images",
  pillar: "supply-chain",
  layer: "code",
  seenBy: "product",
  responsible: "application",
  answers: ["checklist:scanned"],
  reads: runningImageResources,
  facts: ["init-container-images"],
  messages: {
    exploited: {
      text: "{object} runs images with vulnerabilities that are known to be exploited ({vulnerabilities}): {images}",
      severity: "critical",
    },
    critical: {
      text: "{object} runs images with up to {count} critical vulnerabilities that a newer version of their package mends: {images}",
      severity: "high",
    },
    high: {
      text: "{object} runs images with up to {count} vulnerabilities that are high or rated by nobody, and that a newer version of their package mends: {images}",
      severity: "medium",
    },
    old: {
      text: "{object} runs images whose newest report is {days} days old, and says nothing of what became known since: {images}",
      severity: "low",
    },
  },
  docs: {
    why: "A vulnerability with a published mend is the cheapest way in: the way in was published, too. What scanners find and nobody can mend yet is not counted here, nor what is medium or low; the page of vulnerabilities has all of it. A statement that an image is not affected closes a finding, and an image without a report is not assessed, never clean.",
    fix: "Build again on a base and with packages of today, and let the pipeline refuse what scanners rate critical and can be mended. Scan what runs at least every week: upload the reports, or let Trivy Operator make them in the cluster.",
    refs: ["https://kubernetes.io/docs/concepts/security/security-checklist/#images"],
  },
  basis: (context) => restsOn(context, ({ flaws }) => flaws !== undefined),
  unseen: (context) =>
    unknownImages(context, ({ flaws }) => flaws === undefined, "have no report that was known when the scan began"),
  *evaluate(context) {
    for (const { at, images } of imagesOfWorkloads(context)) yield* ofWorkload(at, images, context);
  },
});

function* ofWorkload(
  at: Report<Message>["at"],
  images: readonly RunningImage[],
  { now }: Pick<CheckContext<never>, "now">,
): Iterable<Report<Message>> {
  const reported = images.flatMap(({ image, known }) => (known?.flaws === undefined ? [] : [{ image, flaws: known.flaws }]));
  const those = (matches: (one: (typeof reported)[number]) => boolean) => {
    const found = reported.filter(matches);
    return { found, images: [...new Set(found.map(({ image }) => image))].sort() };
  };
  const exploited = those(({ flaws }) => flaws.exploited.length > 0);
  const vulnerabilities = [...new Set(exploited.found.flatMap(({ flaws }) => flaws.exploited))].sort().slice(0, shown);
  if (exploited.found.length > 0)
    yield { at, message: "exploited", data: { vulnerabilities, images: exploited.images }, locus: "exploited" };
  for (const rated of ["critical", "high"] as const) {
    const some = those(({ flaws }) => flaws[rated] > 0);
    const count = Math.max(0, ...some.found.map(({ flaws }) => flaws[rated]));
    if (count > 0) yield { at, message: rated, data: { count, images: some.images }, locus: rated };
  }
  const ageOf = (newestAt: string) => Math.floor((now.getTime() - Date.parse(newestAt)) / day);
  const old = those(({ flaws }) => ageOf(flaws.newestAt) > oldest);
  const days = Math.max(0, ...old.found.map(({ flaws }) => ageOf(flaws.newestAt)));
  if (old.found.length > 0) yield { at, message: "old", data: { days, images: old.images }, locus: "old" };
}
