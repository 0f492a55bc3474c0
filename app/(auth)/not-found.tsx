import { AuthCard } from "#components/auth/auth-card.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";

export default function NotFound() {
  return (
    <AuthCard title="There is nothing at this address">
      <p className="mb-4 text-ink-2">
        A link of this kind works once and ends. Ask whoever gave it to you for a new one, or sign in.
      </p>
      <Button asChild tone="primary">
        <Link href="/sign-in">Sign in</Link>
      </Button>
    </AuthCard>
  );
}
