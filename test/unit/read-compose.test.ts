import { describe, expect, test } from '@jest/globals';
import { addressesIn, readCompose } from '../support/read-compose.ts';

describe('the reader of docker-compose.yml', () => {
  test('fills variables as compose does', () => {
    const file = `services: {a: {image: x, environment: {P: "$\{A:-d}", Q: "$\{A-d}", R: "$$B", S: "$\{C}"}}}`;
    expect(readCompose(file, { A: '' }).services.a?.environment).toEqual({ P: 'd', Q: '', R: '$B', S: '' });
    expect(readCompose(file, { A: '1', C: '2' }).services.a?.environment).toEqual({
      P: '1',
      Q: '1',
      R: '$B',
      S: '2',
    });
  });

  test('fills variables inside others', () => {
    const file = `services: {a: {image: "$\{A:-x$\{B};y}"}}`;
    expect(readCompose(file, { B: '1' }).services.a?.image).toBe('x1;y');
    expect(readCompose(file, { A: 'own', B: '1' }).services.a?.image).toBe('own');
  });

  test('merges anchors', () => {
    const file = 'x: &x {image: y}\nservices: {a: {<<: *x, command: [z]}}';
    expect(readCompose(file, {}).services.a).toEqual({ image: 'y', command: ['z'] });
  });

  test('finds addresses', () => {
    expect(addressesIn("smtp://sandbox:2525 temporal:7233 fetch('http://api:8420/') 0.0.0.0:8000")).toEqual([
      { host: 'sandbox', port: '2525' },
      { host: 'temporal', port: '7233' },
      { host: 'api', port: '8420' },
    ]);
  });
});
