/** SubjectAccessReview, as authorization.k8s.io/v1 spells it. */
export interface ResourceAttributes {
  verb: string;
  group: string;
  version?: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

export interface NonResourceAttributes {
  verb: string;
  path: string;
}

interface Asker {
  user: string;
  groups?: string[];
}

export type ReviewSpec = Asker & ({ resourceAttributes: ResourceAttributes } | { nonResourceAttributes: NonResourceAttributes });

export interface ReviewAnswer {
  allowed: boolean;
  denied?: boolean;
  reason?: string;
  evaluationError?: string;
}
