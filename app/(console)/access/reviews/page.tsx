import type { Metadata } from "next";
import { ReviewsPage } from "#components/reviews/reviews-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Access reviews" };

export default async function Page() {
  await pageActor();
  return <ReviewsPage />;
}
