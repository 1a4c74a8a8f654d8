"""A note given in confidence is recognised; a complaint about secrecy is not one."""

import pytest

from service.language.confidence import told_in_confidence


@pytest.mark.parametrize(
    "text",
    [
        "家里情况就不用写进材料了，跟书记说一声就行",
        "这事别外传，我就是跟您说说",
        "请勿公开：我和班长有矛盾",
        "不想让人知道，别说是我提的",
    ],
)
def test_a_request_for_confidence_is_kept(text: str) -> None:
    assert told_in_confidence(text)


@pytest.mark.parametrize(
    "text",
    [
        "财务收支不公开，大家意见很大",
        "支部会议没有记录，都是年底补的",
        "检查结果没有公开，也没有反馈",
        "领导不要光在会上说，要落到实处",
    ],
)
def test_a_complaint_that_something_is_not_made_public_is_no_such_request(text: str) -> None:
    assert not told_in_confidence(text)
