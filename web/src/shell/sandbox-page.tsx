import { useProfile } from '../accounts/use-profile.ts';
import { PageTitle } from '../ui/page-title.tsx';

const names: Record<string, string> = {
  facebook: 'Facebook, with demo people, their photos and posts',
  'azure-vision-4': 'Azure AI Vision 4.0, which describes photos',
  'azure-vision-3': 'Azure AI Vision 3.2, which describes photos when 4.0 can’t',
  smtp: 'Mail: letters go to a mailbox page of the sandbox, not to real people',
};

export function Component() {
  const { sandbox } = useProfile();
  return (
    <div className="page max-w-3xl pb-16">
      <PageTitle lead="Some of the services that Perennial talks to are played by a sandbox here.">
        The sandbox
      </PageTitle>
      <div className="grid gap-8">
        <section>
          <h2 className="text-lg">What that means</h2>
          <p className="mt-2 text-soft">
            You can try everything without an account anywhere. What you see is demo data; nothing leaves this
            machine and nothing costs money. Backups, captions and downloads work as they do for real.
          </p>
        </section>
        <section>
          <h2 className="text-lg">What is played</h2>
          {sandbox.length === 0 ? (
            <p className="mt-2 text-soft">Nothing: every service is the real one.</p>
          ) : (
            <ul className="mt-2 list-disc pl-5 text-soft">
              {sandbox.map((name) => (
                <li key={name}>{names[name] ?? name}</li>
              ))}
            </ul>
          )}
        </section>
        <section>
          <h2 className="text-lg">How to use the real services</h2>
          <p className="mt-2 text-soft">
            Whoever runs this Perennial sets the credentials of a service and starts it again; each one that
            is set replaces its part of the sandbox.{' '}
            <code className="rounded-small bg-sunken px-1.5 py-0.5 text-sm">npx perennial doctor</code> names
            what to set.
          </p>
        </section>
      </div>
    </div>
  );
}
