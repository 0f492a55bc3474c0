import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

export default defineCheck({
  id: "storage/released-volumes",
  major: 1,
  since: "0.1",
  title: "Volumes that outlived their claims",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: [],
  reads: ["persistentvolumes"],
  messages: {
    released: { text: "{object} still holds the data of the claim {claim}, which is gone", severity: "low" },
    failed: { text: "{object} could not be reclaimed, and may still hold the data of {claim}", severity: "low" },
  },
  docs: {
    why: "The data is somebody's, and nobody looks after it any more: no application's owner, no backup, no deletion that a law asks for. An administrator may give the volume to another claim as it is.",
    fix: "Keep the data somewhere else if it is worth that, then delete the volume and the storage behind it.",
    refs: ["https://kubernetes.io/docs/concepts/storage/persistent-volumes/#retain"],
  },
  *evaluate({ list }) {
    for (const volume of list("persistentvolumes")) {
      const { phase, claim } = volume;
      if (phase !== "Released" && phase !== "Failed") continue;
      const data = { claim: claim === undefined ? "an unknown claim" : `${claim.namespace}/${claim.name}` };
      yield {
        at: refTo("persistentvolumes", volume, "status.phase"),
        message: phase === "Failed" ? "failed" : "released",
        data,
        locus: "phase",
      };
    }
  },
});
