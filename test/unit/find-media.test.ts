import { expect, test } from '@jest/globals';
import { createMediaFinder } from '../../providers/archive/find-media.ts';

const finderOf = (...paths: string[]) => {
  const finder = createMediaFinder(paths.map((path, part) => ({ path, part, bytes: 1 })));
  return (uri: string) => finder.find(uri).file?.path ?? null;
};

test.each([
  ['as it stands', 'posts/media/A/1.jpg', ['posts/media/A/1.jpg', 'posts/media/B/1.jpg'], 0],
  ['under a folder more', 'posts/media/A/1.jpg', ['facebook-ada/posts/media/A/1.jpg'], 0],
  ['with a root that the file lacks', 'root/posts/media/A/1.jpg', ['posts/media/A/1.jpg'], 0],
  ['with another root', 'old/posts/media/A/1.jpg', ['your_facebook_activity/posts/media/A/1.jpg'], 0],
  ['when folders were lost', 'posts/media/A/1.jpg', ['A/1.jpg', 'B/1.jpg'], 0],
  ['when all folders were lost', 'posts/media/A/1.jpg', ['1.jpg'], 0],
  ['by a name that tells enough', 'posts/media/A/10158004100.jpg', ['x/y/10158004100.jpg'], 0],
  ['by the longest suffix', 'm/A/1.jpg', ['x/A/1.jpg', 'y/m/A/1.jpg', 'z/B/1.jpg'], 1],
  ['in the shortest of two whole ones', 'A/1.jpg', ['copy/A/1.jpg', 'A/1.jpg'], 1],
  ['in composed and decomposed letters', 'posts/Été/1.jpg', ['posts/Été/1.jpg'.normalize('NFC')], 0],
  ['with percent signs for letters', 'posts/%C3%89t%C3%A9/1%20a.jpg', ['posts/Été/1 a.jpg'], 0],
  ['with a percent sign of its own', 'posts/100%/1.jpg', ['posts/100%/1.jpg'], 0],
  ['behind ./', './posts/A/1.jpg', ['posts/A/1.jpg'], 0],
])('a uri is found %s', (_how, uri, paths, index) => {
  expect(finderOf(...paths)(uri)).toBe(paths[index]);
});

test.each([
  ['with the same name in another album', 'posts/media/A/1.jpg', ['posts/media/B/1.jpg']],
  ['when two files fit equally', 'old/A/1.jpg', ['x/A/1.jpg', 'y/A/1.jpg']],
  ['that is not there', 'posts/media/A/1.jpg', ['posts/media/A/2.jpg']],
  ['without a name', '', ['1.jpg']],
])('no wrong picture is taken for one %s', (_why, uri, paths) => {
  expect(finderOf(...paths)(uri)).toBeNull();
});

test('an address on the web is elsewhere, and what was found is known', () => {
  const file = { path: 'A/1.jpg', part: 0, bytes: 1 };
  const finder = createMediaFinder([file, { path: 'A/2.jpg', part: 0, bytes: 1 }]);
  expect(finder.find('https://scontent.example/A/1.jpg')).toEqual({ file: null, elsewhere: true });
  expect(finder.found.size).toBe(0);
  expect(finder.find('A/1.jpg')).toEqual({ file, elsewhere: false });
  expect([...finder.found]).toEqual([file]);
});
