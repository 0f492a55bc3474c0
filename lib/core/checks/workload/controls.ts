/** Workloads as Pod Security judges them: by the pods that are made of them, a template once. */

import type { JudgedPod } from "../../pod-security/controls/control.ts";
import type { ControlId } from "../../pod-security/controls/index.ts";
import { refusalBy } from "../../pod-security/evaluate.ts";
import { createSharedPods, oncePerPod } from "../../pod-security/shared-pods.ts";
import { type CheckContext, defineView, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { type Workload, type WorkloadResource, workloadResources, workloads } from "./workloads.ts";

export interface JudgedWorkload {
  readonly workload: Workload;
  /** One object for equal pods. */
  readonly pod: JudgedPod;
}

export const judgedWorkloads = defineView({
  name: "workloads as Pod Security judges them",
  reads: workloadResources,
  build(sight): readonly JudgedWorkload[] {
    const shared = createSharedPods();
    return sight.view(workloads).map((workload) => {
      const { annotations } = workload.template;
      return { workload, pod: shared({ ...(annotations && { annotations }), spec: workload.spec }) };
    });
  },
});

/** @returns a finding for each workload that the control refuses, with upstream's words as `detail`. */
export function* reportControl<M extends string>(
  { view }: CheckContext<WorkloadResource>,
  control: ControlId,
  messageOf: (pod: JudgedPod) => M | undefined,
): Iterable<Report<M>> {
  const refusalOf = oncePerPod((pod) => refusalBy(control, pod));
  for (const { workload, pod } of view(judgedWorkloads)) {
    const refusal = refusalOf(pod);
    const message = refusal && messageOf(pod);
    if (message === undefined) continue;
    yield {
      at: refTo(workload.resource, workload.item, workload.path),
      message,
      data: { detail: refusal?.detail },
      locus: control,
    };
  }
}
