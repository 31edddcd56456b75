/** Days between the journeys. An empty text is a change of the profile picture, which has a story instead. */
export interface Everyday {
  on: string;
  text: string;
  photos: number;
  looks: string[];
  place?: string;
  link?: { url: string; title: string; description: string };
}

const link = (slug: string, title: string, description: string) => ({
  url: `https://example.org/${slug}`,
  title,
  description,
});

export const everyday: Everyday[] = [
  { on: '2016-06-19', text: '', photos: 1, looks: ['sunset'] },
  { on: '2016-09-08', text: 'Rentrée. Nouveau cahier, nouveau stylo, mêmes excuses.', photos: 0, looks: [] },
  {
    on: '2016-11-17',
    text: 'Reading this twice. Slowly the second time.',
    photos: 0,
    looks: [],
    link: link('slow-looking', 'The art of slow looking', 'What happens when you give one picture an hour.'),
  },
  {
    on: '2017-01-07',
    text: 'Roscón de Reyes: me ha tocado el haba. Otra vez. 👑',
    photos: 1,
    looks: ['coffee'],
  },
  {
    on: '2017-05-13',
    text: 'Flat hunting, seventh viewing: “cosy”. It was a cupboard. 📦',
    photos: 0,
    looks: [],
  },
  {
    on: '2017-09-29',
    text: 'Keys! 🔑 Fourth floor, no lift, all the light.',
    photos: 2,
    looks: ['stairs', 'city'],
    place: 'paris',
  },
  { on: '2017-12-21', text: 'Shortest day, longest soup.', photos: 1, looks: ['snow'] },
  { on: '2018-02-14', text: 'حب القطط هو الحب الحقيقي 🐈‍⬛', photos: 1, looks: ['cat'] },
  {
    on: '2018-05-25',
    text: 'Dear all the companies that e-mailed me today: we can still be friends. #GDPR',
    photos: 0,
    looks: [],
  },
  { on: '2018-10-20', text: '', photos: 1, looks: ['forest'] },
  { on: '2019-01-15', text: 'Ran 10 km. Walked 6 of them. Still counts 🏃🏽‍♀️', photos: 1, looks: ['field'] },
  { on: '2019-04-15', text: 'Notre-Dame. Pas de mots.', photos: 0, looks: [], place: 'paris' },
  { on: '2019-06-21', text: 'Solsticio: el cielo no quería apagarse.', photos: 1, looks: ['sunset'] },
  {
    on: '2019-09-20',
    text: 'Marching with the kids today. They made better signs than we did. 🌍',
    photos: 2,
    looks: ['abstract', 'city'],
  },
  { on: '2020-01-11', text: '今年の目標：漢字を百個覚える。今日：一。', photos: 0, looks: [] },
  { on: '2020-05-08', text: 'Masks sewn: 31. Fingers pricked: 10.', photos: 1, looks: ['abstract'] },
  {
    on: '2020-12-21',
    text: 'Jupiter and Saturn, close enough to hold hands 🪐',
    photos: 1,
    looks: ['night'],
  },
  {
    on: '2021-03-03',
    text: 'Gérard is back. He brought a friend. Nous sommes perdus.',
    photos: 1,
    looks: ['raccoon'],
  },
  {
    on: '2021-07-10',
    text: 'La playlist del verano, por si os sirve:',
    photos: 0,
    looks: [],
    link: link('verano', 'Verano, volumen 5', 'Treinta canciones para un balcón.'),
  },
  { on: '2021-12-04', text: '', photos: 1, looks: ['lanterns'] },
  { on: '2022-03-19', text: 'नवरोज़, होली और मेरा जन्मदिन — एक ही हफ़्ते में! 🎨🎂', photos: 1, looks: ['balloons'] },
  {
    on: '2022-07-19',
    text: '40 °C in London. The cat has become a liquid.',
    photos: 1,
    looks: ['cat'],
    place: 'london',
  },
  {
    on: '2022-11-26',
    text: 'Fixed the tap. Broke the other tap. Balance in all things. 🔧',
    photos: 0,
    looks: [],
  },
  {
    on: '2023-01-21',
    text: 'Primer día de trabajo. La máquina de café y yo ya nos tuteamos.',
    photos: 1,
    looks: ['coffee'],
  },
  { on: '2023-07-08', text: 'كعكة، شاي، وصديقة لم أرها منذ عشر سنوات. 🤍', photos: 0, looks: [] },
  {
    on: '2023-10-14',
    text: 'Fête des Lumières, repérages. Chut. ✨',
    photos: 1,
    looks: ['citynight'],
    place: 'lyon',
  },
  {
    on: '2024-06-01',
    text: 'Allotment news: one (1) tomato. Photograph to follow when it is famous. 🍅',
    photos: 0,
    looks: [],
  },
  {
    on: '2024-10-10',
    text: 'Aurora. Over OUR roof. In October. I have no further questions.',
    photos: 2,
    looks: ['aurora'],
  },
  {
    on: '2025-01-18',
    text: 'Der Winter ist lang, aber der Kachelofen ist warm. 🧣',
    photos: 0,
    looks: [],
    place: 'berlin',
  },
  { on: '2025-05-17', text: '', photos: 1, looks: ['flowers'] },
];
