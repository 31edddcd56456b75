import { AuthHeading } from '../accounts/auth-heading.tsx';
import { TextLink } from '../ui/text-link.tsx';

export function Component() {
  return (
    <article className="grid gap-6 text-soft [&_h2]:mb-1 [&_h2]:text-base [&_h1]:text-ink [&_h2]:text-ink">
      <AuthHeading title="What you agree to">
        This Perennial is run by whoever gave you its address. Your data stays on their machine.
      </AuthHeading>
      <section>
        <h2>What is kept</h2>
        Your name, your e-mail address, a scrambled form of your password, the devices you are signed in on,
        and the photos and posts that you ask Perennial to copy.
      </section>
      <section>
        <h2>What it is used for</h2>
        To show your memories to you and to the members of your workspace, and to describe photos in words.
        Nothing is sold and nobody is tracked.
      </section>
      <section>
        <h2>What Perennial does on your networks</h2>
        It reads what you allow it to read. It never posts, deletes or changes anything there without being
        told.
      </section>
      <section>
        <h2>Changing your mind</h2>
        You can disconnect a network at any time; the copies you have made stay yours to download.
      </section>
      <p>
        <TextLink to="/signup">Create your account</TextLink>
      </p>
    </article>
  );
}
