/** What is said of a look: captions to choose from, tags, and what the regions of it are called. */
export interface Words {
  captions: string[];
  /** The captions with `gender-neutral-caption=true`, where they differ. */
  neutral?: string[];
  tags: string[];
  regions: string[];
}

export const captionWords: Record<string, Words> = {
  cat: {
    captions: ['a close up of a cat', 'a cat looking at the camera', 'a tabby cat with green eyes'],
    tags: ['cat', 'animal', 'whiskers', 'mammal', 'indoor', 'pet'],
    regions: ['a close up of a cat’s face', 'a close up of an eye', 'a close up of a cat’s nose'],
  },
  coffee: {
    captions: [
      'a cup of coffee on a saucer',
      'a red cup of espresso on a wooden table',
      'a cup of coffee with a spoon',
    ],
    tags: ['coffee', 'cup', 'tableware', 'saucer', 'drink', 'table', 'espresso'],
    regions: ['a cup of espresso', 'a close up of a spoon', 'a wooden table'],
  },
  astronaut: {
    captions: ['a woman in an orange space suit smiling', 'a woman in a space suit in front of a flag'],
    neutral: ['a person in an orange space suit smiling', 'a person in a space suit in front of a flag'],
    tags: ['person', 'human face', 'smile', 'astronaut', 'clothing', 'space suit', 'flag'],
    regions: [
      'a person in a space suit',
      'a close up of a helmet',
      'a model of a space shuttle',
      'a flag with stars',
    ],
  },
  rocket: {
    captions: ['a rocket on a launch pad at dusk', 'a rocket standing between towers'],
    tags: ['rocket', 'sky', 'outdoor', 'spacecraft', 'launch pad', 'night'],
    regions: ['a white rocket', 'a tall metal tower', 'bright lights on the ground'],
  },
  cameraman: {
    captions: ['a man using a camera on a tripod', 'a black and white photo of a man with a camera'],
    neutral: ['a person using a camera on a tripod', 'a black and white photo of a person with a camera'],
    tags: ['person', 'camera', 'tripod', 'outdoor', 'black and white', 'grass', 'coat'],
    regions: ['a person in a black coat', 'a camera on a tripod', 'a field of grass'],
  },
  hubble: {
    captions: ['a group of stars and galaxies in space', 'many galaxies in the dark of space'],
    tags: ['galaxy', 'star', 'astronomy', 'outer space', 'universe', 'night'],
    regions: ['a bright star', 'a spiral galaxy', 'a group of galaxies'],
  },
  coins: {
    captions: ['a collection of old coins', 'a group of ancient coins in rows'],
    tags: ['coin', 'money', 'metal', 'collection', 'currency', 'black and white'],
    regions: ['a close up of a coin', 'a coin with a head on it', 'a row of coins'],
  },
  raccoon: {
    captions: ['a raccoon among green leaves', 'a close up of a raccoon', 'a raccoon lying in the grass'],
    tags: ['raccoon', 'animal', 'mammal', 'outdoor', 'plant', 'wildlife', 'whiskers'],
    regions: ['a raccoon’s face', 'long green leaves', 'a close up of fur'],
  },
  stairs: {
    captions: ['people walking up a metal staircase', 'a black and white photo of a staircase'],
    tags: ['stairs', 'building', 'architecture', 'black and white', 'outdoor', 'metal', 'person'],
    regions: ['a person with a backpack', 'a metal railing', 'the underside of a staircase'],
  },
  hills: {
    captions: [
      'rolling hills under a bright sky',
      'a landscape with hills and trees',
      'hills fading into the distance',
    ],
    tags: ['sky', 'outdoor', 'hill', 'nature', 'landscape', 'tree', 'cloud'],
    regions: ['a hill with trees', 'the sun in the sky', 'birds flying in the sky'],
  },
  mountains: {
    captions: ['a mountain range with snow on top', 'snowy mountains behind a forest'],
    tags: ['mountain', 'snow', 'outdoor', 'sky', 'nature', 'tree', 'landscape'],
    regions: ['a snowy mountain peak', 'a row of fir trees', 'a cloudy sky'],
  },
  desert: {
    captions: ['sand dunes in a desert', 'a desert with dunes under the sun'],
    tags: ['desert', 'sand', 'dune', 'outdoor', 'sky', 'landscape'],
    regions: ['a sand dune', 'the sun in the sky', 'ripples in the sand'],
  },
  snow: {
    captions: ['a snowy forest with fir trees', 'snow falling over a winter landscape'],
    tags: ['snow', 'winter', 'tree', 'outdoor', 'fir', 'nature', 'freezing'],
    regions: ['a snow covered slope', 'a fir tree', 'falling snow'],
  },
  forest: {
    captions: ['a forest with tall trees', 'light falling through tall trees'],
    tags: ['forest', 'tree', 'outdoor', 'nature', 'woodland', 'fog'],
    regions: ['the trunk of a tree', 'rays of light', 'branches with leaves'],
  },
  field: {
    captions: ['a field with a tree', 'a ploughed field with a lone tree under a blue sky'],
    tags: ['field', 'sky', 'outdoor', 'tree', 'agriculture', 'grass', 'cloud'],
    regions: ['a tree in a field', 'rows of crops', 'a cloud in the sky'],
  },
  sunset: {
    captions: [
      'a sunset over the water',
      'the sun setting over the sea',
      'a colourful sunset over the ocean',
    ],
    tags: ['sunset', 'sky', 'water', 'sea', 'outdoor', 'horizon', 'cloud'],
    regions: ['the sun on the horizon', 'sunlight on the water', 'clouds in the sky'],
  },
  sea: {
    captions: ['a beach with blue water', 'a sandy beach by the sea', 'sailing boats off a beach'],
    tags: ['beach', 'sea', 'water', 'sand', 'outdoor', 'sky', 'coast'],
    regions: ['waves on a beach', 'a boat on the water', 'a sandy beach'],
  },
  lake: {
    captions: ['a lake with mountains in the background', 'mountains reflected in a calm lake'],
    tags: ['lake', 'water', 'mountain', 'reflection', 'outdoor', 'nature', 'sky'],
    regions: ['mountains reflected in water', 'a calm lake', 'a cloudy sky'],
  },
  night: {
    captions: ['a starry night sky', 'stars in the sky over dark hills', 'the night sky with stars'],
    tags: ['night', 'star', 'sky', 'outdoor', 'astronomy', 'dark'],
    regions: ['a bright star in the sky', 'the outline of hills', 'a sky full of stars'],
  },
  aurora: {
    captions: ['green northern lights in the sky', 'aurora borealis over a dark forest'],
    tags: ['aurora', 'night', 'sky', 'green', 'outdoor', 'star', 'nature'],
    regions: ['green lights in the sky', 'the outline of trees', 'a starry sky'],
  },
  city: {
    captions: [
      'a row of buildings in a city',
      'colourful houses along a street',
      'a street with buildings and trees',
    ],
    tags: ['building', 'city', 'outdoor', 'house', 'window', 'sky', 'street'],
    regions: ['a building with windows', 'a tree by the street', 'a red roof'],
  },
  citynight: {
    captions: ['a city skyline at night', 'city lights reflected in the water at night'],
    tags: ['city', 'night', 'skyline', 'skyscraper', 'light', 'water', 'building'],
    regions: ['tall buildings with lights', 'lights reflected in water', 'a dark sky'],
  },
  rain: {
    captions: ['rain drops on a window with lights behind it', 'blurred lights through a wet window'],
    tags: ['rain', 'drop', 'light', 'window', 'night', 'blur'],
    regions: ['a drop of water on glass', 'blurred lights', 'a wet window'],
  },
  flowers: {
    captions: ['a group of flowers in a garden', 'a close up of flowers', 'flowers with green leaves'],
    tags: ['flower', 'plant', 'petal', 'garden', 'blossom', 'spring'],
    regions: ['a close up of a flower', 'green leaves', 'the middle of a flower'],
  },
  balloons: {
    captions: ['hot air balloons in the sky', 'colourful hot air balloons over hills'],
    tags: ['hot air balloon', 'sky', 'outdoor', 'balloon', 'flight', 'colourful'],
    regions: ['a hot air balloon', 'hills in the distance', 'a striped balloon'],
  },
  lanterns: {
    captions: ['lanterns glowing in the dark', 'rows of paper lanterns at night'],
    tags: ['lantern', 'light', 'night', 'decoration', 'festival', 'lamp'],
    regions: ['a glowing lantern', 'a string of lanterns', 'blurred lights'],
  },
  abstract: {
    captions: ['a colourful abstract painting', 'an abstract painting with many shapes'],
    tags: ['painting', 'abstract', 'art', 'colourful', 'modern art', 'drawing'],
    regions: ['a painted shape', 'brush strokes', 'a close up of a painting'],
  },
  horse: {
    captions: [
      'a horse standing in a field',
      'the silhouette of a horse',
      'a horse standing against the light',
    ],
    tags: ['horse', 'animal', 'outdoor', 'silhouette', 'sky', 'mammal'],
    regions: ['the silhouette of a horse', 'a horse’s head', 'the sun in the sky'],
  },
};
