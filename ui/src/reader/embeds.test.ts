import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playerOf } from './embeds.ts'

test('a video has its player, and nothing else has', () => {
  const player = 'https://www.youtube-nocookie.com/embed/abcdefghi_1?autoplay=1'
  for (const address of [
    'https://www.youtube.com/watch?v=abcdefghi_1&t=3',
    'https://m.youtube.com/shorts/abcdefghi_1',
    'https://youtu.be/abcdefghi_1',
  ]) {
    assert.equal(playerOf(address), player)
  }
  assert.match(playerOf('https://vimeo.com/12345'), /player\.vimeo\.com\/video\/12345\?dnt=1/)
  for (const address of [
    'https://video.example.com/v/1',
    'https://youtube.com.evil.example/watch?v=abcdefghi_1',
    'https://www.youtube.com/watch?v="><script',
    'https://vimeo.com/about',
  ]) {
    assert.equal(playerOf(address), '')
  }
})
